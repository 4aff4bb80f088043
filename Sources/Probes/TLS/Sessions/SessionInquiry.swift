// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire
internal import Transport

/// Asks whether sessions can be resumed, and reads on the way what else whole handshakes show.
///
/// One connection with TLS 1.3 beside that of the page, two for other services, and two to four with the newest version before it, where the first try to come
/// back succeeds; one more for each mechanism that does not work at once, and one where two tickets
/// are needed to see their key's name.
struct SessionInquiry: TLSInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.versions

    /// Tries to come back with one session: behind one address there may be two servers that take turns.
    private static let attempts = 2

    let questions: [Question] =
        [ProtocolVersion.tls13, .tls12].flatMap { version in
            SessionResumption.Mechanism.at(version).map {
                Question(SessionResumption.self, SessionResumption.aspect(version, $0))
            }
        } + [
            Question(EarlyData.self), Question(TicketKey.self), Question(ClientCertificateRequest.self),
            Question(ServerClock.self),
        ]

    func answers(about scene: TLSScene) async -> [Answer] {
        var log = SessionLog()
        var resumptions: [Answer] = []
        var answers: [Answer] = []
        if scene.examination.offered.contains(.tls13) {
            let (resumption, earlyData) = await preSharedKey(scene, &log)
            resumptions.append(resumption)
            answers.append(earlyData)
        }
        if let version = scene.examination.newestLegacy {
            resumptions += await legacy(version, scene, &log)
        }
        answers.append(log.ticketKey(resumptions))
        answers.append(log.clientCertificate)
        answers.append(log.serverClock(hasLegacy: scene.examination.newestLegacy != nil))
        return resumptions + answers
    }

    // MARK: TLS 1.3

    private func preSharedKey(_ scene: TLSScene, _ log: inout SessionLog) async -> (Answer, Answer) {
        let question = Question(
            SessionResumption.self,
            SessionResumption.aspect(.tls13, .preSharedKey)
        )
        func unknown(_ reason: Unestablished) -> (Answer, Answer) {
            (.unestablished(question, reason), .unestablished(Question(EarlyData.self), reason))
        }
        let (talk, first) = await Self.firstOfTLS13(scene)
        log.note(first)
        let answer: SessionAnswer
        switch first {
        case .failure(let failure): return unknown(failure.reason)
        case .success(let success): answer = success
        }
        guard let session = answer.outcome.session else {
            if let reason = answer.outcome.afterwards.reason { return unknown(reason) }
            return (
                .fact(
                    SessionResumption(version: .tls13, mechanism: .preSharedKey, outcome: .notIssued)
                ),
                .fact(EarlyData(maximum: 0, isAccepted: nil))
            )
        }
        let trial = await ResumptionTrial(talk: talk, session: session, attempts: Self.attempts).run(&log)
        let resumption = trial.answer(.tls13, .preSharedKey, session)
        return (resumption, Self.earlyData(session, trial))
    }

    /// A first handshake, and how to come back with what it gave.
    private static func firstOfTLS13(_ scene: TLSScene) async
        -> (talk: SessionTalk, first: Result<SessionAnswer, SessionFailure>)
    {
        func talking(_ protocols: [String]) -> SessionTalk {
            SessionTalk(scene, at: .tls13 ... .tls13, protocols: protocols, serverName: scene.serverName)
        }
        let talk = talking(protocols(of: scene.endpoint))
        if let page = await withPage(scene) { return (talk, .success(page)) }
        let first = await talk.talk()
        guard case .failure(let failure) = first, failure.alert == 120 || failure.isPassing,
            !talk.settings.alpn.isEmpty
        else { return (talk, first) }
        // no_application_protocol (RFC 7301 §3.2): not even the one that our request is in. Some stacks drop every
        // hello that offers any.
        let silent = talking([])
        return (silent, await silent.talk())
    }

    /// The handshake over which the page at `/` came, which gives a session like any other; nil where there was none
    /// of TLS 1.3 with ALPN.
    private static func withPage(_ scene: TLSScene) async -> SessionAnswer? {
        guard scene.endpoint.service == .https else { return nil }
        let looks = await scene.shared.page { await PageLooks(scene) }
        guard let outcome = looks.session, case .established(let facts) = outcome.handshake,
            facts.version == TLSVersion.tls13.rawValue
        else { return nil }
        let now = WallClock.second
        return SessionAnswer(isLegacy: false, facts: facts, outcome: outcome, wall: now...now)
    }

    private static func earlyData(_ session: TLSSession, _ trial: ResumptionTrial.Result) -> Answer {
        guard session.maximumEarlyData > 0 else { return .fact(EarlyData(maximum: 0, isAccepted: nil)) }
        if let reason = trial.earlyDataGap { return .unestablished(Question(EarlyData.self), reason) }
        let isAccepted: Bool? =
            switch trial.earlyData {
            case .accepted: true
            case .rejected: false
            case .notSent: nil
            }
        return .fact(EarlyData(maximum: session.maximumEarlyData, isAccepted: isAccepted))
    }

    private static func protocols(of endpoint: Endpoint) -> [String] {
        endpoint.service == .https ? ["http/1.1"] : []
    }

    // MARK: TLS 1.2 and below

    private func legacy(_ version: ProtocolVersion, _ scene: TLSScene, _ log: inout SessionLog) async
        -> [Answer]
    {
        let mechanisms = SessionResumption.Mechanism.at(version)
        if let gap = scene.keyGap {
            log.note(.failure(SessionFailure(gap)))
            return Self.unknown(version, mechanisms, gap)
        }
        guard let spoken = TLSVersion(rawValue: version.code) else {
            let reason = "whole handshakes of \(version.title) are not made"
            return Self.unknown(version, mechanisms, Unestablished(phase: .notMeasured, reason: reason))
        }
        func talking(asksTickets: Bool) -> SessionTalk {
            SessionTalk(
                scene,
                at: spoken...spoken,
                protocols: [],
                serverName: scene.serverName,
                asksTickets: asksTickets
            )
        }
        let talk = talking(asksTickets: true)
        let first = await talk.talk()
        log.note(first)
        switch first {
        case .failure(let failure): return Self.unknown(version, mechanisms, failure.reason)
        case .success(let answer):
            guard let session = answer.outcome.session, !session.ticket.isEmpty else {
                let id = await sessionID(answer.outcome.session, talk, version, &log)
                return [.notIssued(version, .ticket), id]
            }
            let trial = await ResumptionTrial(talk: talk, session: session, attempts: Self.attempts).run(&log)
            // The key's name shows in two tickets only.
            if log.tickets.count == 1 { log.note(await talk.talk()) }
            let id = await withoutTickets(talking(asksTickets: false), version, &log)
            return [trial.answer(version, .ticket, session), id]
        }
    }

    private static func unknown(
        _ version: ProtocolVersion,
        _ mechanisms: [SessionResumption.Mechanism],
        _ reason: Unestablished
    ) -> [Answer] {
        mechanisms.map {
            .unestablished(Question(SessionResumption.self, SessionResumption.aspect(version, $0)), reason)
        }
    }

    /// Whether a server that gives tickets keeps sessions, too.
    private func withoutTickets(
        _ talk: SessionTalk,
        _ version: ProtocolVersion,
        _ log: inout SessionLog
    ) async -> Answer {
        let first = await talk.talk()
        log.note(first)
        switch first {
        case .failure(let failure):
            let question = Question(
                SessionResumption.self,
                SessionResumption.aspect(version, .sessionID)
            )
            return .unestablished(question, failure.reason)
        case .success(let answer):
            return await sessionID(answer.outcome.session, talk, version, &log)
        }
    }

    /// `session`: of a handshake that was answered without a ticket.
    private func sessionID(
        _ session: TLSSession?,
        _ talk: SessionTalk,
        _ version: ProtocolVersion,
        _ log: inout SessionLog
    ) async -> Answer {
        guard let session else { return .notIssued(version, .sessionID) }
        let trial = await ResumptionTrial(talk: talk, session: session, attempts: Self.attempts).run(&log)
        return trial.answer(version, .sessionID, session)
    }
}

extension SessionResumption.Mechanism {
    /// Those that a protocol version has.
    static func at(_ version: ProtocolVersion) -> [Self] {
        version == .tls13 ? [.preSharedKey] : [.ticket, .sessionID]
    }
}

extension Answer {
    fileprivate static func notIssued(
        _ version: ProtocolVersion,
        _ mechanism: SessionResumption.Mechanism
    ) -> Answer {
        .fact(SessionResumption(version: version, mechanism: mechanism, outcome: .notIssued))
    }
}

extension TLSSessionOutcome.Afterwards {
    /// Why no session came, where that does not mean that none is given.
    fileprivate var reason: Unestablished? {
        switch self {
        case .session, .none: nil
        case .refused(let failure):
            Unestablished(
                phase: .handshake,
                reason: "refused after the handshake: \(failure.reason)",
                attempts: 1
            )
        case .unsettled(let end):
            Unestablished(
                phase: .handshake,
                reason: "no session and no answer after the handshake: \(end.rawValue)",
                attempts: 1
            )
        }
    }
}
