// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Model
internal import TLSWire
internal import Transport

/// A peer at the end of real connections, which keeps the bill and the transcript of one visit.
actor DialedPeer: TLSPeer {
    private let dialer: Dialer
    private let target: SocketTarget
    private let serverName: String?
    private let limits: DialogueLimits
    private let handshakes: HandshakeContexts
    private(set) var cost = Cost()
    /// Each dialogue's bytes are hashed together with the hash of those before it.
    private(set) var transcript: [UInt8] = []

    init(
        dialer: Dialer,
        target: SocketTarget,
        serverName: String?,
        limits: DialogueLimits,
        handshakes: HandshakeContexts
    ) {
        self.dialer = dialer
        self.target = target
        self.serverName = serverName
        self.limits = limits
        self.handshakes = handshakes
    }

    /// Lower-case hex; nil where nothing was sent.
    var transcriptSHA256: String? {
        transcript.isEmpty ? nil : transcript.map { String(format: "%02x", $0) }.joined()
    }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        do {
            let machine = try HelloMachine(hello, needs: needs)
            return .reply(try await run(Transcribed(machine)))
        } catch let failure as DialFailure {
            cost += Cost(failure.cost)
            return .unreachable(Unestablished(failure))
        } catch {
            return .unreachable(
                Unestablished(phase: .notMeasured, reason: "our hello cannot be made: \(error)")
            )
        }
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        do {
            let context = try await handshakes.context(for: applicationProtocols)
            let machine = try TLSHandshakeMachine(context, serverName: serverName)
            switch try await run(Transcribed(machine)) {
            case .established(let facts): return .established(facts)
            case .failed(let failure):
                let reason = Unestablished(phase: .handshake, reason: failure.reason, attempts: 1)
                guard let alert = failure.alert else { return .failed(reason) }
                return .refused(alert: alert, reason)
            case .ended(let end):
                return .failed(
                    Unestablished(
                        phase: .handshake,
                        reason: "the handshake ended: \(end.rawValue)",
                        attempts: 1
                    )
                )
            }
        } catch let failure as DialFailure {
            cost += Cost(failure.cost)
            return .failed(Unestablished(failure))
        } catch {
            return .failed(Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)"))
        }
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        do throws(DialFailure) {
            return try await run(Transcribed(machine))
        } catch {
            cost += Cost(error.cost)
            throw Unestablished(error)
        }
    }

    private func run<M: DialogueMachine & ~Copyable>(_ machine: consuming Transcribed<M>)
        async throws(DialFailure)
        -> M.Outcome
    {
        let dialogue = try await dialer.run(machine, to: target, limits: limits)
        cost += Cost(dialogue.cost)
        transcript = SHA256.digest(transcript + dialogue.outcome.bytes)
        return dialogue.outcome.value
    }
}

/// OpenSSL contexts, one for each of the few settings in use, made once and shared by all visits.
package actor HandshakeContexts {
    private var contexts: [TLSClientSettings: TLSClientContext] = [:]

    package init() {}

    func context(for applicationProtocols: [String]) throws(CryptoError) -> TLSClientContext {
        var settings = TLSClientSettings()
        settings.alpn = applicationProtocols
        return try context(settings)
    }

    func context(_ settings: TLSClientSettings) throws(CryptoError) -> TLSClientContext {
        if let context = contexts[settings] { return context }
        let context = try TLSClientContext(settings)
        contexts[settings] = context
        return context
    }
}

/// A machine whose bytes, both ways, are kept beside its outcome.
private struct Transcribed<Machine: DialogueMachine & ~Copyable>: DialogueMachine, ~Copyable {
    struct Outcome: Sendable {
        let value: Machine.Outcome
        let bytes: [UInt8]
    }

    private var machine: Machine
    private var bytes: [UInt8] = []

    init(_ machine: consuming Machine) { self.machine = machine }

    mutating func start() -> [UInt8] {
        let first = machine.start()
        bytes += first
        return first
    }

    mutating func receive(_ received: [UInt8]) -> DialogueStep {
        bytes += received
        let step = machine.receive(received)
        switch step {
        case .send(let sent), .sendAndFinish(let sent): bytes += sent
        case .wait, .finish: break
        }
        return step
    }

    mutating func ended(_ end: Transport.StreamEnd) { machine.ended(end) }

    func outcome() -> Outcome { Outcome(value: machine.outcome(), bytes: bytes) }
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
    fileprivate init(_ failure: DialFailure) {
        let phase: Phase =
            switch failure.reason {
            case .noRoute, .familyUnsupported, .descriptorsExhausted: .vantage
            case .refused, .timedOut, .unreachable, .cancelled, .other: .connect
            }
        self.init(phase: phase, reason: failure.reason.words ?? failure.detail, attempts: 1)
    }
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
