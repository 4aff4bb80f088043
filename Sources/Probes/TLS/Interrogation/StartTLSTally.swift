// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import Preambles

/// What the plain-text starts of one visit came to.
package struct StartTLSTally: Hashable, Sendable {
    private var acceptances = 0
    /// How often each way to say no was said.
    private var denials: [StartTLSOffer: Int] = [:]

    mutating func note(_ end: PreambleEnd) {
        switch end {
        case .accepted: acceptances += 1
        case .absent(let reply): denials[StartTLSOffer(.absent, code: reply.code), default: 0] += 1
        case .refused(let reply): denials[StartTLSOffer(.refused, code: reply.code), default: 0] += 1
        case .postponed, .failed: break
        }
    }

    var isAccepted: Bool { acceptances > 0 }

    /// What was denied, and always in the same way; nil where nothing or both was.
    fileprivate var denial: (offer: StartTLSOffer, times: Int)? {
        guard acceptances == 0, denials.count == 1 else { return nil }
        return denials.first.map { ($0.key, $0.value) }
    }

    fileprivate var isContradictory: Bool { denials.count + (isAccepted ? 1 : 0) > 1 }
}

/// Settles whether a service offers TLS at all.
///
/// A *no* is the service's own words, in a dialogue that it held to its end, and counts when it was said
/// `repetitions` times and nothing else ever was.
struct StartTLSSettlement {
    let peer: any TLSPeer
    let pause: Duration

    static let repetitions = 3
    private static let attempts = 6

    /// A visit's answers with what the service says of TLS; who says that it has none has nothing to ask about.
    func settle(_ answers: [Answer]) async -> [Answer] {
        guard var tally = await peer.startTLS else { return answers }
        var tries = 0
        while let denial = tally.denial, denial.times < Self.repetitions, tries < Self.attempts {
            try? await Task.sleep(for: pause)
            await peer.greet()
            tries += 1
            tally = await peer.startTLS ?? tally
        }
        let settled = answers + [Self.answer(tally, after: Self.failure(in: answers))]
        guard let denial = tally.denial, denial.times >= Self.repetitions, denial.offer.state == .absent
        else {
            return settled
        }
        return settled.map(Self.absent)
    }

    /// Why TLS was never spoken; nil where it was.
    private static func failure(in answers: [Answer]) -> Unestablished? {
        for case .unestablished(Question(Reachability.self), let reason) in answers { return reason }
        return nil
    }

    private static func absent(_ answer: Answer) -> Answer {
        guard case .unestablished(let question, let reason) = answer, reason.phase == .greeting else {
            return answer
        }
        let absence = Unestablished(phase: .absent, reason: reason.reason, attempts: reason.attempts)
        return .unestablished(question, absence)
    }

    private static func answer(_ tally: StartTLSTally, after failure: Unestablished?) -> Answer {
        let question = Question(StartTLSOffer.self)
        if tally.isContradictory {
            let reason = "TLS is offered at times, and at times it is not"
            return .unestablished(question, Unestablished(phase: .greeting, reason: reason, attempts: 1))
        }
        if let failure {
            if let denial = tally.denial, denial.times >= repetitions { return .fact(denial.offer) }
            return .unestablished(question, failure)
        }
        return .fact(StartTLSOffer(.offered))
    }
}
