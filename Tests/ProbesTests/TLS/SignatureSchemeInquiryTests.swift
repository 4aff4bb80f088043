// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import TLSWire
import Testing

@testable import Probes

struct SignatureSchemeInquiryTests {
    private static func store() throws -> TrustStore {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        let template = CertificateTemplate(
            commonName: "Test Authority",
            notBefore: start,
            notAfter: start.addingTimeInterval(86_400)
        )
        let authority = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
        return try TrustStore(pem: Array(authority.pem.utf8))
    }

    private func ask(_ schemes: [UInt16]?, fault: Fault = .none) async throws -> (Readout, Int) {
        var policy = KnownServers.intermediate()
        policy.schemes13 = schemes
        let server = SimulatedServer(policy, fault: fault)
        let interrogator = Interrogator(peer: server, pause: .zero, deadline: .now + .seconds(60))
        let factory = HelloFactory(serverName: "server.example", applicationProtocols: [])
        let examiner = TLSExaminer(interrogator: interrogator, factory: factory)
        let examination = try await examiner.examine()
        let scene = TLSScene(
            endpoint: .sample(host: "server.example", port: 443),
            serverName: "server.example",
            peer: server,
            interrogator: interrogator,
            factory: await examiner.factory,
            examination: examination,
            certificates: CertificateFacts(
                serverName: "server.example",
                material: TrustMaterial(publicStore: try Self.store())
            ),
            applicationProtocols: [],
            handshakes: HandshakeContexts(),
            asksRobustness: false
        )
        let before = await server.connections
        let answers = await SignatureSchemeInquiry().answers(about: scene)
        return (Readout(answers: answers), await server.connections - before)
    }

    @Test(
        arguments: [
            [0x0804, 0x0805, 0x0806], [0x0403], [0x0403, 0x0804], [0x0807], [0x0905],
            [0x081A, 0x0708, 0x0806],
        ] as [[UInt16]]
    )
    func everySchemeIsFoundOnFewConnections(schemes: [UInt16]) async throws {
        let (readout, connections) = try await ask(schemes)
        #expect(
            readout.facts(SignatureSchemeOffer.self)
                == [SignatureSchemeOffer(version: .tls13, schemes: schemes, isComplete: true)]
        )
        #expect(readout.open == [])
        // Eight for common schemes; each rare one is looked for among thirty by halves.
        let rare = schemes.filter { $0 < 0x0403 || $0 > 0x0806 || ($0 & 0xFF00 == 0x0700) }.count
        #expect(connections <= 9 + 10 * rare, "\(connections)")
    }

    @Test func whoeverAnswersAnySchemeIsUnknown() async throws {
        let (readout, connections) = try await ask(nil)
        #expect(readout.open == [Question(SignatureSchemeOffer.self, "tls1.3")])
        #expect(connections == 7)
    }

    @Test(arguments: 1..<12)
    func lossesMakeNothingFalse(seed: UInt64) async throws {
        let (readout, _) = try await ask(
            [0x0804, 0x0805],
            fault: .random(0.15, seed: seed, [.close, .stall])
        )
        for offer in readout.facts(SignatureSchemeOffer.self) {
            #expect(Set(offer.schemes).isSubset(of: [0x0804, 0x0805]))
            #expect(!offer.isComplete || offer.schemes == [0x0804, 0x0805])
        }
    }
}
