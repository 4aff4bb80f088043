// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import TLSWire
internal import Transport

/// Handshakes that keep their session, with the peer of a scene.
struct SessionTalk: Sendable {
    let scene: TLSScene
    let settings: TLSClientSettings
    let request: [UInt8]
    private let serverName: String?

    /// Tries of a handshake that came to nothing without a word of the peer's, more and more slowly: the peer may
    /// have had enough of us for the moment.
    private static let attempts = 5
    private static let pause = Duration.milliseconds(200)

    /// `protocols`: offered by ALPN; those that speak what `request` is in.
    init(
        _ scene: TLSScene,
        at versions: ClosedRange<TLSVersion>,
        protocols: [String],
        serverName: String?,
        asksTickets: Bool = true
    ) {
        self.scene = scene
        self.serverName = serverName
        var settings = scene.clientSettings
        settings.minimum = versions.lowerBound
        settings.maximum = versions.upperBound
        settings.alpn = protocols
        settings.requestsTickets = asksTickets
        // What the enumeration has read already makes the answer no longer.
        settings.requestsStatus = false
        settings.requestsTimestamps = false
        self.settings = settings
        request = HarmlessRequest(scene.endpoint, introduction: scene.introduction).bytes
    }

    /// One handshake that was completed, and the session that came of it; tried again where the peer said
    /// nothing.
    ///
    /// - Parameter isLeftWhenDeclined: whether a peer that does not take the session up is left at its ServerHello.
    func talk(
        resuming session: TLSSession? = nil,
        isEarly: Bool = true,
        isLeftWhenDeclined: Bool = false
    ) async -> Result<SessionAnswer, SessionFailure> {
        await patiently { () async throws(SessionFailure) in
            try await talkOnce(resuming: session, isEarly, isLeftWhenDeclined)
        }
    }

    /// One handshake and no more.
    func shakeHands() async -> Result<TLSSessionFacts, SessionFailure> {
        await patiently { () async throws(SessionFailure) in
            let outcome: TLSHandshakeOutcome
            do {
                let context = try await scene.handshakes.context(settings)
                outcome = try await scene.peer.converse(
                    TLSHandshakeMachine(context, serverName: serverName)
                )
            } catch let reason as Unestablished {
                throw SessionFailure(reason, isPassing: reason.phase != .notMeasured)
            } catch {
                throw SessionFailure(Self.cannotBeMade(error))
            }
            return try SessionFailure.facts(of: outcome, nil)
        }
    }

    private static func cannotBeMade(_ error: any Error) -> Unestablished {
        Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
    }

    private func patiently<Value: Sendable>(
        _ attempt: () async throws(SessionFailure) -> Value
    ) async -> Result<Value, SessionFailure> {
        var failure = SessionFailure(Unestablished(phase: .handshake, reason: "nothing was tried"))
        for count in 1...Self.attempts {
            do throws(SessionFailure) {
                return .success(try await attempt())
            } catch {
                failure = error
                guard failure.isPassing, ContinuousClock.now < scene.interrogator.deadline else { break }
                await scene.peer.slowDown()
                try? await Task.sleep(for: Self.pause * (1 << (count - 1)))
            }
        }
        failure.reason = Unestablished(
            phase: failure.reason.phase,
            reason: failure.reason.reason,
            attempts: failure.isPassing ? Self.attempts : 1
        )
        return .failure(failure)
    }

    /// The request, where it may be made: pages have a bound, and below TLS 1.3 nothing is said.
    private var grantedRequest: [UInt8] {
        get async {
            guard scene.endpoint.service == .https, settings.maximum >= .tls13 else { return request }
            return await scene.shared.requests.take() ? request : []
        }
    }

    private func talkOnce(
        resuming session: TLSSession?,
        _ isEarly: Bool,
        _ isLeftWhenDeclined: Bool
    ) async throws(SessionFailure) -> SessionAnswer {
        let outcome: TLSSessionOutcome
        let started = WallClock.second
        do {
            let context = try await scene.handshakes.context(settings)
            let machine = try TLSSessionMachine(
                context,
                serverName: serverName,
                resuming: session,
                request: await grantedRequest,
                isEarly: isEarly,
                isLeftWhenDeclined: isLeftWhenDeclined
            )
            outcome = try await scene.peer.converse(machine)
        } catch let reason as Unestablished {
            throw SessionFailure(reason, isPassing: reason.phase != .notMeasured)
        } catch {
            throw SessionFailure(Self.cannotBeMade(error))
        }
        let facts = outcome.isDeclined ? nil : try SessionFailure.facts(of: outcome.handshake, outcome)
        return SessionAnswer(
            isLegacy: settings.maximum < .tls13,
            facts: facts,
            outcome: outcome,
            wall: started...max(started, WallClock.second)
        )
    }
}

/// A handshake that was completed, or left where it began anew, and when.
struct SessionAnswer: Sendable {
    /// With a version before TLS 1.3.
    let isLegacy: Bool
    /// Nil where it was left.
    let facts: TLSSessionFacts?
    let outcome: TLSSessionOutcome
    /// Seconds since 1970 at this end, before the dialogue and after it.
    let wall: ClosedRange<Int>
}

/// Why there is no session to speak of.
struct SessionFailure: Error, Sendable {
    var reason: Unestablished
    /// The fatal alert of the peer's; nil for none.
    let alert: UInt8?
    /// Whether another try may fare better.
    let isPassing: Bool
    /// What the handshake showed before it failed; nil where no connection came about.
    let outcome: TLSSessionOutcome?

    init(
        _ reason: Unestablished,
        alert: UInt8? = nil,
        isPassing: Bool = false,
        outcome: TLSSessionOutcome? = nil
    ) {
        self.reason = reason
        self.alert = alert
        self.isPassing = isPassing
        self.outcome = outcome
    }
}

extension SessionFailure {
    /// What a completed handshake told; throws why there is none.
    fileprivate static func facts(of handshake: TLSHandshakeOutcome, _ outcome: TLSSessionOutcome?)
        throws(SessionFailure) -> TLSSessionFacts
    {
        switch handshake {
        case .established(let facts): return facts
        case .failed(let failure):
            throw SessionFailure(
                Unestablished(phase: .handshake, reason: failure.reason, attempts: 1),
                alert: failure.alert,
                isPassing: failure.alert == nil,
                outcome: outcome
            )
        case .ended(let end):
            throw SessionFailure(
                Unestablished(phase: .handshake, reason: "the handshake ended: \(end.rawValue)", attempts: 1),
                isPassing: true,
                outcome: outcome
            )
        }
    }
}
