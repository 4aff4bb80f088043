// SPDX-License-Identifier: Apache-2.0
import Model
import Probes
import TLSWire
import protocol Transport.DialogueMachine
import enum Transport.StreamEnd
import TestSupport

@testable import Crypto

/// How a connection is lost.
enum Loss: Hashable, Sendable, CaseIterable {
    case close, reset, stall, refuse
    /// The connection closes within the answer.
    case cut
}

/// What goes wrong on the way to a simulated server, or in it.
enum Fault: Sendable {
    case none
    /// Every n-th connection is lost.
    case every(Int, Loss)
    /// The connections of these numbers, from 1 on, are lost.
    case these(Set<Int>, Loss)
    /// Each connection is lost with this probability, in one of the ways.
    case random(Double, seed: UInt64, [Loss])
    /// After so many connections, all are lost.
    case deadAfter(Int, Loss)
    /// So many connections pass, then so many are lost, over and over.
    case bursts(pass: Int, lose: Int, Loss)
    /// After so many connections another back end answers.
    case replaced(after: Int, by: ServerPolicy)
}

/// A server that answers hellos with the bytes a real one would send.
actor SimulatedServer: TLSPeer {
    private let policy: ServerPolicy
    private let fault: Fault
    private var generator: SeededGenerator
    /// How long each answer takes, in turns of others.
    private var delays = SeededGenerator(seed: 1)
    private(set) var connections = 0
    /// How often whole handshakes were asked for.
    private(set) var handshakes = 0

    init(_ policy: ServerPolicy, fault: Fault = .none) {
        self.policy = policy
        self.fault = fault
        if case .random(_, let seed, _) = fault {
            generator = SeededGenerator(seed: seed)
        } else {
            generator = SeededGenerator(seed: 0)
        }
    }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        connections += 1
        let loss = nextLoss()
        if loss == .refuse {
            return .unreachable(Unestablished(phase: .connect, reason: "connection refused", attempts: 1))
        }
        var dialogue = HelloDialogue(hello: hello, needs: needs)
        do {
            let (bytes, end) = try answer(to: hello, loss: loss)
            _ = dialogue.receive(bytes)
            dialogue.ended(end)
        } catch {
            return .unreachable(Unestablished(phase: .notMeasured, reason: "the simulation failed: \(error)"))
        }
        await delay()
        return .reply(dialogue.reply)
    }

    /// Answers overtake each other.
    private func delay() async {
        for _ in 0..<Int.random(in: 0...5, using: &delays) { await Task.yield() }
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        handshakes += 1
        var hello = ClientHello(
            versions: .tls10 ... .tls13,
            suites: Self.everydaySuites,
            random: [UInt8](repeating: 1, count: 32)
        )
        hello.serverName = "server.example"
        hello.groups = [
            NamedGroup(0x001D), .secp256r1, NamedGroup(0x0018), NamedGroup(0x0019), NamedGroup(0x001E),
        ]
        hello.signatureSchemes = SignatureScheme.all
        hello.applicationProtocols = applicationProtocols
        hello.keyShares = [.secp256r1BasePoint]
        hello.extendedMasterSecret = true
        if let loss = nextLoss() {
            return .failed(Unestablished(phase: .handshake, reason: "lost: \(loss)", attempts: 1))
        }
        switch current.negotiate(hello) {
        case .chosen(let choice): return .established(facts(of: choice, applicationProtocols))
        case .alert(let code):
            return .refused(
                alert: code,
                Unestablished(phase: .handshake, reason: "alert \(code)", attempts: 1)
            )
        case .refused, .dropped:
            return .refused(alert: 40, Unestablished(phase: .handshake, reason: "alert 40", attempts: 1))
        }
    }

    /// Of other dialogues it knows the hello of SSL 2.0.
    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        guard let hello = try? SSLv2ClientHello(record: machine.start()) else {
            throw Unestablished(phase: .notMeasured, reason: "the simulation has no such dialogue")
        }
        connections += 1
        let loss = nextLoss()
        if loss == .refuse {
            throw Unestablished(phase: .connect, reason: "connection refused", attempts: 1)
        }
        var (bytes, end) = lost(loss) ?? ServerBytes.answer(of: current, to: hello)
        if loss == .cut, !bytes.isEmpty {
            bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
        }
        if bytes.isEmpty || machine.receive(bytes) == .wait { machine.ended(end) }
        await delay()
        return machine.outcome()
    }

    private func lost(_ loss: Loss?) -> ([UInt8], Transport.StreamEnd)? {
        switch loss {
        case .close: ([], .closed)
        case .reset: ([], .reset)
        case .stall: ([], .timedOut)
        case .refuse, .cut, nil: nil
        }
    }

    private static let everydaySuites = [
        0x1302, 0x1303, 0x1301, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC02B, 0xC02F, 0xC014, 0xC013, 0x009D,
        0x0035,
    ].map { CipherSuite($0) }

    private func facts(of choice: Negotiated.Choice, _ offered: [String]) -> TLSSessionFacts {
        TLSSessionFacts(
            version: choice.version.code,
            cipher: choice.suite.id,
            cipherName: choice.suite.description,
            group: choice.group.map { NamedGroup($0).description },
            temporaryKey: nil,
            alpn: choice.applicationProtocol,
            chain: current.chain,
            staple: nil,
            timestampList: [],
            signature: nil,
            requestsClientCertificate: false,
            clientAuthorities: [],
            hasExtendedMasterSecret: true,
            isResumed: false
        )
    }

    /// The back end that answers now.
    private var current: ServerPolicy {
        if case .replaced(let after, let other) = fault, connections > after { return other }
        return policy
    }

    private func nextLoss() -> Loss? {
        switch fault {
        case .none, .replaced: return nil
        case .every(let period, let loss): return connections.isMultiple(of: period) ? loss : nil
        case .these(let numbers, let loss): return numbers.contains(connections) ? loss : nil
        case .random(let probability, _, let losses):
            guard Double.random(in: 0..<1, using: &generator) < probability else { return nil }
            return losses.randomElement(using: &generator)
        case .deadAfter(let count, let loss): return connections > count ? loss : nil
        case .bursts(let pass, let lose, let loss):
            return (connections - 1) % (pass + lose) >= pass ? loss : nil
        }
    }

    private func answer(to hello: ClientHello, loss: Loss?) throws(WireError) -> ([UInt8], TLSWire.StreamEnd)
    {
        switch loss {
        case .close: return ([], .closed)
        case .reset: return ([], .reset)
        case .stall: return ([], .timedOut)
        case .refuse, .cut, nil: break
        }
        let bytes = ServerBytes(policy: current, hello: hello, serial: connections)
        let byteCount = current.intolerance.bytes == nil ? 0 : try hello.records().count
        var answer: [UInt8]
        switch current.negotiate(hello, byteCount: byteCount) {
        case .chosen(let choice): answer = try bytes.answer(to: choice)
        case .alert(let code): answer = try bytes.alert(code)
        case .dropped: return ([], .closed)
        case .refused:
            switch current.refusal {
            case .alert(let code): answer = try bytes.alert(code)
            case .close: return ([], .closed)
            case .reset: return ([], .reset)
            }
        }
        if loss == .cut { answer.removeLast(Int.random(in: 1...answer.count, using: &generator)) }
        return (answer, .closed)
    }
}
