// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Model
import TLSWire
import Transport

@testable import Probes

/// Servers of OpenSSL in memory behind one address, which answer one connection each in turn.
actor LaboratoryPeer: TLSPeer {
    private let servers: [TLSServerContext]
    private(set) var connections = 0

    init(_ servers: [TLSServerContext]) { self.servers = servers }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        do {
            return .reply(try run(try HelloMachine(hello, needs: needs)))
        } catch {
            return .unreachable(Unestablished(phase: .notMeasured, reason: "\(error)"))
        }
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        .failed(Unestablished(phase: .notMeasured, reason: "not in this laboratory"))
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        do {
            return try run(machine)
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "\(error)")
        }
    }

    private func run<Machine: DialogueMachine & ~Copyable>(_ machine: consuming Machine) throws
        -> Machine.Outcome
    {
        var machine = machine
        var server = try TLSServerSession(servers[connections % servers.count])
        connections += 1
        var toServer = machine.start()
        for _ in 0..<20 {
            server.receive(toServer)
            if server.step() == .established, case .bytes = server.read() { _ = server.write([0x6F, 0x6B]) }
            let toClient = server.takeOutput()
            guard !toClient.isEmpty else { break }
            switch machine.receive(toClient) {
            case .send(let bytes): toServer = bytes
            case .wait: toServer = []
            case .finish, .sendAndFinish: return machine.outcome()
            }
        }
        machine.ended(.closed)
        return machine.outcome()
    }

    /// A context with ticket keys of its own.
    static func server(_ change: (inout TLSServerSettings) -> Void = { _ in }) throws -> TLSServerContext {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        var template = CertificateTemplate(
            commonName: "server.example",
            notBefore: start,
            notAfter: start.addingTimeInterval(86_400)
        )
        template.dnsNames = ["server.example"]
        let leaf = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
        var settings = TLSServerSettings(identities: [.init(leaf: leaf)])
        change(&settings)
        return try TLSServerContext(settings)
    }
}

extension TLSScene {
    private static func store() throws -> TrustStore {
        let template = CertificateTemplate(
            commonName: "Nobody",
            notBefore: Date(timeIntervalSince1970: 1_700_000_000),
            notAfter: Date(timeIntervalSince1970: 1_800_000_000)
        )
        let nobody = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
        return try TrustStore(pem: Array(nobody.pem.utf8))
    }

    /// A scene whose examination knows the versions, with a suite each, and nothing more.
    static func with(
        _ peer: any TLSPeer,
        _ versions: ProtocolVersion...,
        service: Service = .https,
        asksRobustness: Bool = false
    ) throws -> TLSScene {
        var examination = Examination()
        for version in versions {
            var enumeration = VersionEnumeration(version)
            enumeration.suites.note(
                version == .tls13 ? 0x1301 : 0xC02B,
                of: HelloFactory.suites(for: version)
            )
            examination.versions[version] = enumeration
        }
        examination.groups13.note(0x001D, of: HelloFactory.groups13)
        examination.legacyGroups.note(0x0017, of: HelloFactory.legacyGroups)
        let factory = HelloFactory(serverName: "server.example", applicationProtocols: ["h2", "http/1.1"])
        return TLSScene(
            endpoint: .sample(host: "server.example", port: 443, service: service),
            serverName: "server.example",
            peer: peer,
            interrogator: Interrogator(
                peer: peer,
                pause: .zero,
                deadline: ContinuousClock.now + .seconds(60)
            ),
            factory: factory,
            examination: examination,
            certificates: CertificateFacts(
                serverName: "server.example",
                material: TrustMaterial(publicStore: try Self.store())
            ),
            applicationProtocols: factory.applicationProtocols,
            handshakes: HandshakeContexts(),
            asksRobustness: asksRobustness
        )
    }
}
