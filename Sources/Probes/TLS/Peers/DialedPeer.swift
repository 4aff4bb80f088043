// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Model
internal import Preambles
internal import TLSWire
internal import Transport

/// A peer at the end of real connections, which keeps the bill and the transcript of one visit.
actor DialedPeer: TLSPeer {
    private let dialer: Dialer
    private let target: SocketTarget
    private let serverName: String?
    private let limits: DialogueLimits
    /// When the visit must be over: no connection begins after it, and none outlasts it.
    private let deadline: ContinuousClock.Instant
    private let handshakes: HandshakeContexts
    private let certificates: CertificateReader
    private let shares: EphemeralShares
    /// Nil where TLS begins with the first byte.
    private let preamble: PreambleSession?
    private var tally = StartTLSTally()
    private(set) var cost = Cost()
    /// Each dialogue's bytes are hashed together with the hash of those before it.
    private(set) var transcript: [UInt8] = []

    init(
        dialer: Dialer,
        target: SocketTarget,
        serverName: String?,
        limits: DialogueLimits,
        deadline: ContinuousClock.Instant,
        handshakes: HandshakeContexts,
        certificates: CertificateReader = CertificateReader(),
        shares: EphemeralShares = EphemeralShares(),
        preamble: PreambleSession? = nil
    ) {
        self.dialer = dialer
        self.target = target
        self.serverName = serverName
        self.deadline = deadline
        self.handshakes = handshakes
        self.shares = shares
        self.certificates = certificates
        self.preamble = preamble
        var limits = limits
        if preamble != nil {
            limits.deadline += limits.greetingTimeout
            limits.maximumBytes += PreambleSession.longestDialogue
        }
        self.limits = limits
    }

    var startTLS: StartTLSTally? { preamble == nil ? nil : tally }

    /// Lower-case hex; nil where nothing was sent.
    var transcriptSHA256: String? {
        transcript.isEmpty ? nil : transcript.map { String(format: "%02x", $0) }.joined()
    }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        do throws(Unestablished) {
            if needs == .encryptedFlight {
                let (certificates, shares) = (certificates, shares)
                return .reply(
                    try await reach { () throws(Unestablished) in
                        do {
                            return try EncryptedHelloMachine(hello, shares: shares, certificates)
                        } catch {
                            throw Self.unmade("our hello", error)
                        }
                    }
                )
            }
            return .reply(
                try await reach { () throws(Unestablished) in
                    do {
                        return try HelloMachine(hello, needs: needs)
                    } catch {
                        throw Self.unmade("our hello", error)
                    }
                }
            )
        } catch {
            return .unreachable(error)
        }
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        do throws(Unestablished) {
            let context: TLSClientContext
            do {
                context = try await handshakes.context(for: applicationProtocols)
            } catch {
                throw Self.unmade("a handshake", error)
            }
            let serverName = serverName
            let outcome = try await reach { () throws(Unestablished) in
                do {
                    return try TLSHandshakeMachine(context, serverName: serverName)
                } catch {
                    throw Self.unmade("a handshake", error)
                }
            }
            return HandshakeAnswer(outcome)
        } catch {
            return .failed(error)
        }
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        // A preamble that stops leaves the machine untouched, so that it may be tried again.
        let kept = KeptMachine(machine)
        return try await reach { () throws(Unestablished) in LentMachine(kept) }
    }

    func converseInPlain<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        do throws(DialFailure) {
            return try await run(Transcribed(machine))
        } catch {
            cost += Cost(error.cost)
            throw Unestablished(error)
        }
    }

    func greet() async { _ = await attempt(Doorstep(), handsOver: false) }

    private static func unmade(_ what: String, _ error: any Error) -> Unestablished {
        Unestablished(phase: .notMeasured, reason: "\(what) cannot be made: \(error)")
    }

    private static let outOfTime = Unestablished(
        phase: .handshake,
        reason: "the endpoint's deadline passed"
    )

    func slowDown() async { await dialer.budget.restrain(target.address) }

    private func run<M: DialogueMachine & ~Copyable>(_ machine: consuming Transcribed<M>)
        async throws(DialFailure)
        -> M.Outcome
    {
        var limits = limits
        limits.deadline = min(limits.deadline, max(.zero, deadline - ContinuousClock.now))
        let dialogue = try await dialer.run(machine, to: target, limits: limits)
        cost += Cost(dialogue.cost)
        transcript = SHA256.digest(transcript + dialogue.outcome.bytes)
        return dialogue.outcome.value
    }
}

// MARK: The way to TLS

extension DialedPeer {
    private enum Attempt<Outcome: Sendable>: Sendable {
        case reached(Outcome)
        /// `mayPass`: the peer turned us away for now.
        case stopped(Unestablished, mayPass: Bool)
    }

    /// Connections for one question to a peer that turns callers away.
    private static let patience = 5

    /// Tries again, more and more slowly, where the peer turns us away before TLS.
    private func reach<M: DialogueMachine & ~Copyable>(
        _ make: @Sendable () throws(Unestablished) -> M
    ) async throws(Unestablished) -> M.Outcome {
        var tries = 0
        while true {
            tries += 1
            switch await attempt(try make()) {
            case .reached(let outcome): return outcome
            case .stopped(let reason, let mayPass):
                guard mayPass, tries < Self.patience, !Task.isCancelled else {
                    throw Unestablished(phase: reason.phase, reason: reason.reason, attempts: tries)
                }
                try? await Task.sleep(for: .milliseconds(250) * (1 << (tries - 1)))
            }
        }
    }

    private func attempt<M: DialogueMachine & ~Copyable>(_ machine: consuming M, handsOver: Bool = true) async
        -> Attempt<M.Outcome>
    {
        guard ContinuousClock.now < deadline else {
            return .stopped(Self.outOfTime, mayPass: false)
        }
        let outcome: Preambled<M>.Outcome
        do throws(DialFailure) {
            let preambled = Preambled(machine, after: preamble, handsOver: handsOver)
            outcome = try await run(Transcribed(preambled))
        } catch {
            cost += Cost(error.cost)
            return .stopped(Unestablished(error), mayPass: false)
        }
        switch outcome {
        case .reached(let value):
            tally.note(.accepted)
            return .reached(value)
        case .stopped(let end):
            tally.note(end)
            let reason = Unestablished(phase: .greeting, reason: end.reason ?? "", attempts: 1)
            guard case .postponed = end else { return .stopped(reason, mayPass: false) }
            return .stopped(reason, mayPass: true)
        case .cutOff(let end, let awaited):
            let words =
                end == .timedOut ? "\(awaited) did not come in time" : "\(end.rawValue) before \(awaited)"
            let reason = Unestablished(phase: .greeting, reason: words, attempts: 1)
            return .stopped(reason, mayPass: end == .closed || end == .reset)
        }
    }
}

extension HandshakeAnswer {
    fileprivate init(_ outcome: TLSHandshakeOutcome) {
        switch outcome {
        case .established(let facts): self = .established(facts)
        case .failed(let failure):
            let reason = Unestablished(phase: .handshake, reason: failure.reason, attempts: 1)
            self = failure.alert.map { .refused(alert: $0, reason) } ?? .failed(reason)
        case .ended(let end):
            self = .failed(
                Unestablished(
                    phase: .handshake,
                    reason: "the handshake ended: \(end.rawValue)",
                    attempts: 1
                )
            )
        }
    }
}

extension Cost {
    fileprivate init(_ cost: DialogueCost) {
        let parts = cost.duration.components
        self.init(
            connections: cost.connections,
            bytesSent: cost.bytesSent,
            bytesReceived: cost.bytesReceived,
            milliseconds: Int(clamping: parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
        )
    }
}

extension Unestablished {
    /// What this vantage lacks is no fault of the peer's, and says nothing about it.
    init(_ failure: DialFailure) {
        let phase: Phase =
            switch failure.reason {
            case .noRoute, .familyUnsupported, .descriptorsExhausted: .vantage
            case .refused, .timedOut, .unreachable, .cancelled, .other: .connect
            }
        self.init(phase: phase, reason: failure.reason.words ?? failure.detail, attempts: 1)
    }

    /// Whether nothing listens on the port.
    var isRefusal: Bool { phase == .connect && reason == DialFailure.Reason.refused.words }
}

extension DialFailure.Reason {
    /// The reason in words; nil where only the detail says more.
    fileprivate var words: String? {
        switch self {
        case .refused: "connection refused"
        case .timedOut: "no connection in time"
        case .unreachable: "host unreachable"
        case .noRoute: "no route to the address from here"
        case .familyUnsupported: "the address family is not supported here"
        case .descriptorsExhausted: "no file descriptor left here"
        case .cancelled: "stopped"
        case .other: nil
        }
    }
}
