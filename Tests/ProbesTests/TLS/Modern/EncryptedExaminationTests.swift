// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import TLSWire
import Testing
import Transport

@testable import Probes

/// Servers that speak TLS 1.3 alone, seen through and through by hellos.
struct EncryptedExaminationTests {
    // MARK: OpenSSL in this process

    private func examine(
        _ kinds: [PrivateKey.Kind],
        protocols: [String] = ["h2", "http/1.1"]
    ) async throws -> (Examination, connections: Int) {
        let now = Date()
        var template = CertificateTemplate(
            commonName: "server.example",
            notBefore: now.addingTimeInterval(-60),
            notAfter: now.addingTimeInterval(3600)
        )
        template.dnsNames = ["server.example"]
        var conduct = OpenSSLConduct()
        conduct.settings = TLSServerSettings(
            identities: try kinds.map {
                .init(leaf: try CertificateFactory.issue(template, key: .generate($0)))
            }
        )
        conduct.settings.minimum = .tls13
        conduct.settings.alpn = protocols
        let fixed = conduct
        let peer = EmulatedPeer { _ in made { try OpenSSLConnection(fixed) } }
        let interrogator = Interrogator(peer: peer, pause: .zero, deadline: .now + .seconds(60))
        let factory = HelloFactory(
            serverName: "server.example",
            applicationProtocols: ["h2", "http/1.1"]
        )
        let examination = try await TLSExaminer(interrogator: interrogator, factory: factory).examine()
        return (examination, await peer.connections)
    }

    private static let kinds: [PrivateKey.Kind] = [
        .rsa(bits: 2048), .ec(curve: "P-256"), .ed25519, .ed448,
    ]

    @Test func everyChainIsMet() async throws {
        let (examination, _) = try await examine(Self.kinds)
        let aspects = Set(examination.chains.map { $0.served.keyAspect(CertificateReader()) })
        #expect(aspects == ["rsa", "ecdsa", "eddsa"])
        #expect(examination.chains.count == 4)
        #expect(
            Set(examination.encrypted.schemes.seen) == [0x0403, 0x0804, 0x0805, 0x0806, 0x0807, 0x0808]
        )
        guard case .refused = examination.encrypted.schemesEnd else {
            Issue.record("\(String(describing: examination.encrypted.schemesEnd))")
            return
        }
        #expect(examination.served?.keyAspect(CertificateReader()) == "ecdsa")
    }

    @Test func protocolsAreReadWithoutAHandshake() async throws {
        let (examination, _) = try await examine([.rsa(bits: 2048)])
        #expect(examination.protocols == ["h2", "http/1.1"])
        let (none, _) = try await examine([.rsa(bits: 2048)], protocols: [])
        #expect(none.protocols == [])
        for seen in [examination, none] {
            #expect(seen.protocolsEnd != nil)
            guard case .exhausted = seen.encrypted.compressionEnd else {
                Issue.record("compression is open")
                return
            }
        }
    }

    // MARK: Real servers

    private func visit(_ server: RealServer) async throws -> Visit {
        let probe = TLSProbe(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: BudgetLimits(connectionsPerSecond: 0))
            ),
            trust: try TrustStore(pem: Array(server.authority.pem.utf8)),
            limits: TLSProbeLimits(endpointDeadline: .seconds(60), pause: .milliseconds(10)),
            vantage: "test"
        )
        let endpoint = Endpoint.sample(host: RealServer.host, port: server.port)
        let address = try #require(IPAddress("127.0.0.1"))
        return await probe.visit(endpoint, at: address, tier: .active)
    }

    private func expectSeen(_ readout: Readout, _ server: RealServer) {
        #expect(readout.gaps == [])
        let chains = readout.facts(CertificateChain.self).filter { $0.aspect == CertificateChain.served }
        #expect(
            chains.map { $0.certificates.map(\.sha256) }
                == [[server.leaf.der, server.authority.der].map { SHA256.hex($0) }]
        )
        let offer = readout.facts(SignatureSchemeOffer.self).first { $0.version == .tls13 }
        let schemes = Set(offer?.schemes ?? [])
        #expect(schemes.isSuperset(of: [0x0804, 0x0805, 0x0806]))
        #expect(offer?.isComplete == true)
    }

    @Test(
        .enabled(if: RealServer.path(of: "openssl") != nil),
        arguments: [
            "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256",
        ]
    )
    func opensslWithEachSuite(suite: String) async throws {
        let server = try await RealServer("openssl") { port, directory in
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet", "-tls1_3", "-alpn", "http/1.1",
                "-cert", directory.appending(path: "chain.pem").path,
                "-cert_chain", directory.appending(path: "authority.pem").path,
                "-key", directory.appending(path: "key.pem").path, "-ciphersuites", suite,
            ]
        }
        let readout = Readout(answers: try await visit(server).answers)
        expectSeen(readout, server)
        #expect(readout.facts(ApplicationProtocols.self).map(\.protocols) == [["http/1.1"]])
        #expect(readout.facts(CertificateCompression.self).map(\.algorithms) == [[]])
    }

    @Test(.enabled(if: RealServer.path(of: "gnutls-serv") != nil))
    func gnutlsShowsBothLimitsOfRecords() async throws {
        let server = try await RealServer("gnutls-serv") { port, directory in
            [
                "--http", "--port=\(port)", "--priority=NORMAL:-VERS-TLS-ALL:+VERS-TLS1.3",
                "--x509certfile=\(directory.appending(path: "chain.pem").path)",
                "--x509keyfile=\(directory.appending(path: "key.pem").path)",
            ]
        }
        let readout = Readout(answers: try await visit(server).answers)
        expectSeen(readout, server)
        let offer = readout.facts(ExtensionOffer.self).first { $0.version == .tls13 }
        let extensions = Set(offer?.extensions ?? [])
        #expect(extensions.isSuperset(of: [1, 28]))
        let asked = Set(offer?.asked ?? [])
        #expect(asked.isSuperset(of: [1, 16, 27, 28]))
    }
}
