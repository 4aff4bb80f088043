// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Model
import Probes
import TLSWire

import enum Transport.DialogueStep
import enum Transport.StreamEnd
import protocol Transport.DialogueMachine
import struct Transport.TLSHandshakeMachine

@testable import Probes

/// The server's side of one connection: bytes in, bytes out.
protocol EmulatedConnection: Sendable {
    /// What is said before the client's first byte.
    mutating func greet() -> [UInt8]
    mutating func receive(_ bytes: [UInt8]) -> [UInt8]
    /// How the connection ends once there is nothing left to send; nil while it stays open.
    var end: Transport.StreamEnd? { get }
}

extension EmulatedConnection {
    mutating func greet() -> [UInt8] { [] }
}

/// A peer whose every connection, counted from 1, is made by a closure.
actor EmulatedPeer: TLSPeer {
    private let make: @Sendable (Int) -> any EmulatedConnection
    private(set) var connections = 0

    init(_ make: @escaping @Sendable (Int) -> any EmulatedConnection) { self.make = make }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        do {
            if needs == .encryptedFlight {
                return .reply(try await converse(try EncryptedHelloMachine(hello)))
            }
            return .reply(try await converse(try HelloMachine(hello, needs: needs)))
        } catch {
            return .unreachable(Unestablished(phase: .notMeasured, reason: "\(error)"))
        }
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        do {
            let machine = try TLSHandshakeMachine(TLSClientContext(), serverName: "server.example")
            if case .established(let facts) = try await converse(machine) { return .established(facts) }
        } catch {}
        return .failed(Unestablished(phase: .handshake, reason: "no handshake", attempts: 1))
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        connections += 1
        var server = make(connections)
        return drive(machine, &server)
    }

    /// Until the machine has enough, or both sides wait.
    private func drive<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine,
        _ server: inout any EmulatedConnection
    ) -> Machine.Outcome {
        var machine = machine
        var incoming = server.greet()
        let first = machine.start()
        if !first.isEmpty { incoming += server.receive(first) }
        while !incoming.isEmpty {
            switch machine.receive(incoming) {
            case .wait: incoming = []
            case .send(let bytes): incoming = server.receive(bytes)
            case .finish, .sendAndFinish: return machine.outcome()
            }
        }
        machine.ended(server.end ?? .timedOut)
        return machine.outcome()
    }
}

/// One connection, or a dead one where it cannot be made.
func made(_ make: () throws -> any EmulatedConnection) -> any EmulatedConnection {
    do { return try make() } catch { return DeadConnection() }
}

/// Closes on the first byte.
struct DeadConnection: EmulatedConnection {
    var end: Transport.StreamEnd? { .closed }
    mutating func receive(_ bytes: [UInt8]) -> [UInt8] { [] }
}

extension TLSScene {
    /// What an inquiry would find after an enumeration that saw these suites.
    static func emulated(
        _ peer: any TLSPeer,
        suites: [ProtocolVersion: [UInt16]] = [.tls12: [0xC013, 0xC014]],
        publicValues: [[UInt8]] = [],
        service: Service = .https,
        trust: TrustStore
    ) -> TLSScene {
        var examination = Examination()
        for value in publicValues {
            let prime = [UInt8](repeating: 0xFF, count: 128)
            examination.publicValues.note(
                .dhe(DiffieHellmanParameters(prime: prime, generator: [2], publicValue: value))
            )
        }
        for (version, seen) in suites {
            examination.versions[version] = VersionEnumeration(version)
            for suite in seen { examination.versions[version]?.suites.note(suite, of: seen) }
        }
        return emulated(peer, after: examination, service: service, trust: trust)
    }

    /// The same after a whole enumeration.
    static func emulated(
        _ peer: any TLSPeer,
        after examination: Examination,
        interrogator: Interrogator? = nil,
        service: Service = .https,
        trust: TrustStore
    ) -> TLSScene {
        TLSScene(
            endpoint: .sample(host: "server.example", port: 443, service: service, tier: .intrusive),
            serverName: "server.example",
            peer: peer,
            interrogator: interrogator
                ?? Interrogator(peer: peer, pause: .zero, deadline: .now + .seconds(60)),
            factory: HelloFactory(serverName: "server.example", applicationProtocols: []),
            examination: examination,
            certificates: CertificateFacts(
                serverName: "server.example",
                material: TrustMaterial(publicStore: trust)
            ),
            applicationProtocols: [],
            handshakes: HandshakeContexts(),
            asksRobustness: false
        )
    }
}

extension TLSScene {
    /// A hello that is answered, as those of the enumeration before it were.
    func settleControl() async {
        let control = factory.hello(
            .tls12 ... .tls12,
            suites: HelloFactory.suites(for: .tls12),
            groups: HelloFactory.legacyGroups
        )
        _ = await interrogator.settle(control, needs: .throughServerHelloDone)
    }
}

extension TLSInquiry {
    /// What it says at its own tier.
    func answered(about scene: TLSScene) async -> [Answer] {
        if let foregone = await foregone(about: scene) { return foregone }
        return await answers(about: scene)
    }

    /// The same in words.
    func said(about scene: TLSScene) async -> String { summary(await answered(about: scene)) }
}

/// What an inquiry said of one attack: `vulnerable strong-oracle`, `safe`, `unknown` and the like.
func summary(_ answers: [Answer]) -> String {
    let words = answers.map { answer -> String in
        switch answer {
        case .unestablished(_, let reason): return reason.isDeliberate ? "not_tested" : "unknown"
        case .fact(let record):
            guard let exposure = try? record.decode(AttackExposure.self) else { return "unreadable" }
            return exposure.state.rawValue + (exposure.variant.map { " \($0)" } ?? "")
        }
    }
    return words.joined(separator: ", ")
}
