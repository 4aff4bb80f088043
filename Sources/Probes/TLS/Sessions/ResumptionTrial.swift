// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire
internal import Transport

/// Comes back with a session until the server takes it, a few times at most: behind one address there may be
/// several servers that do not know each other's sessions.
struct ResumptionTrial: Sendable {
    let talk: SessionTalk
    let session: TLSSession
    let attempts: Int

    struct Result: Sendable {
        /// Nil where the tries came to nothing.
        let outcome: SessionResumption.Outcome?
        let reason: Unestablished?
        let earlyData: EarlyDataAnswer
        /// Why nothing is known of early data; nil where it was asked, or not to be asked.
        let earlyDataGap: Unestablished?
    }

    func run(_ log: inout SessionLog) async -> Result {
        var earlyData = EarlyDataAnswer.notSent
        var earlyDataGap: Unestablished?
        for attempt in 1...attempts {
            // What a handshake shows beside its answer, the first has shown, but for the name of a ticket's key.
            let isLeft = attempt == attempts || session.ticket.isEmpty || log.tickets.count > 1
            var result = await talk.talk(resuming: session, isLeftWhenDeclined: isLeft)
            if case .failure(let failure) = result, mayBeForEarlyData {
                earlyDataGap = failure.reason
                result = await talk.talk(
                    resuming: session,
                    isEarly: false,
                    isLeftWhenDeclined: isLeft
                )
            }
            log.note(result)
            switch result {
            case .failure(let failure):
                return Result(
                    outcome: nil,
                    reason: failure.reason,
                    earlyData: earlyData,
                    earlyDataGap: earlyDataGap ?? failure.reason
                )
            case .success(let answer):
                if earlyData != .accepted { earlyData = answer.outcome.earlyData }
                guard answer.facts?.isResumed == true else { continue }
                return Result(
                    outcome: attempt == 1 ? .resumed : .sometimes,
                    reason: nil,
                    earlyData: earlyData,
                    earlyDataGap: earlyDataGap
                )
            }
        }
        return Result(outcome: .never, reason: nil, earlyData: earlyData, earlyDataGap: earlyDataGap)
    }

    private var mayBeForEarlyData: Bool { session.maximumEarlyData > 0 && !talk.request.isEmpty }
}

extension ResumptionTrial.Result {
    func answer(
        _ version: ProtocolVersion,
        _ mechanism: SessionResumption.Mechanism,
        _ session: TLSSession
    ) -> Answer {
        guard let outcome else {
            return .unestablished(
                Question(SessionResumption.self, SessionResumption.aspect(version, mechanism)),
                reason ?? Unestablished(phase: .handshake, reason: "no answer to a session")
            )
        }
        return .fact(
            SessionResumption(
                version: version,
                mechanism: mechanism,
                outcome: outcome,
                ticketLifetime: session.ticket.isEmpty ? nil : session.ticketLifetime
            )
        )
    }
}
