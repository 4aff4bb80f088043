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

/// Visits to real servers over real connections.
struct TLSProbeTests {
    private func visit(_ server: RealServer, service: Service = .https) async throws -> Visit {
        let limits = BudgetLimits(connectionsPerSecond: 0)
        let probe = TLSProbe(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: limits)
            ),
            trust: try TrustStore(pem: Array(server.authority.pem.utf8)),
            limits: TLSProbeLimits(endpointDeadline: .seconds(60), pause: .milliseconds(10)),
            vantage: "test"
        )
        let endpoint = Endpoint.sample(host: RealServer.host, port: server.port, service: service)
        let address = try #require(IPAddress("127.0.0.1"))
        return await probe.visit(endpoint, at: address, tier: .active)
    }

    private func expectServed(_ server: RealServer, in readout: Readout) {
        let chain = readout.facts(CertificateChain.self).first?.certificates.map(\.sha256)
        #expect(chain == [server.leaf.der, server.authority.der].map { SHA256.hex($0) })
        #expect(readout.facts(ChainTrust.self).map(\.outcome) == [.trusted])
        #expect(readout.facts(ServerNameMatch.self).map(\.matches) == [true])
    }

    private func suites(_ readout: Readout) -> [ProtocolVersion: [UInt16]] {
        Dictionary(uniqueKeysWithValues: readout.facts(SuiteOffer.self).map { ($0.version, $0.suites) })
    }

    @Test(.enabled(if: RealServer.path(of: "openssl") != nil))
    func opensslWithServerOrderIsSeenAsConfigured() async throws {
        let server = try await RealServer("openssl") { port, directory in
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet", "-serverpref", "-alpn",
                "http/1.1",
                "-cert", directory.appending(path: "chain.pem").path,
                "-cert_chain", directory.appending(path: "authority.pem").path,
                "-key", directory.appending(path: "key.pem").path,
                "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256",
                "-cipher", "ECDHE-RSA-AES256-GCM-SHA384:AES128-SHA:DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0",
                "-groups", "X25519:P-384:P-256", "-min_protocol", "TLSv1.1",
            ]
        }
        let measurement = try await visit(server)
        let readout = Readout(answers: measurement.answers)
        #expect(readout.gaps == [])
        #expect(
            suites(readout)
                == [.tls13: [0x1303, 0x1301], .tls12: [0xC030, 0x002F, 0x009E], .tls11: [0x002F]]
        )
        #expect(readout.facts(SuiteOrder.self).map(\.order) == [.single, .server, .server])
        #expect(readout.facts(GroupOffer.self).map(\.groups) == [[0x1D, 0x18, 0x17], [0x1D, 0x18, 0x17]])
        #expect(readout.facts(FiniteFieldGroup.self).map(\.bits) == [2048])
        #expect(readout.facts(CompressionOffer.self).map(\.method) == [0])
        #expect(readout.facts(ApplicationProtocols.self).map(\.protocols) == [["http/1.1"]])
        let schemes = try #require(readout.facts(SignatureSchemeOffer.self).first)
        #expect(schemes.isComplete)
        let missing = Set<UInt16>([0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806]).subtracting(
            schemes.schemes
        )
        #expect(missing == [])
        expectServed(server, in: readout)
        #expect((20...60).contains(measurement.cost.connections), "\(measurement.cost)")
        #expect(measurement.cost.bytesReceived > 10_000)
        #expect(measurement.transcriptSHA256?.count == 64)
    }

    @Test(.enabled(if: RealServer.path(of: "openssl") != nil), arguments: [false, true])
    func opensslSaysWhetherItPrioritisesChaCha20(isGiven: Bool) async throws {
        let server = try await RealServer("openssl") { port, directory in
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet", "-serverpref",
                "-cert", directory.appending(path: "chain.pem").path,
                "-key", directory.appending(path: "key.pem").path,
                "-ciphersuites", "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256",
                "-cipher",
                "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-RSA-AES128-GCM-SHA256",
            ] + (isGiven ? ["-prioritize_chacha"] : [])
        }
        let readout = Readout(answers: try await visit(server).answers)
        #expect(readout.gaps == [])
        #expect(readout.facts(SuiteOrder.self).map(\.order) == [.server, .server])
        let priorities = readout.facts(ChaCha20Priority.self)
        #expect(priorities.map(\.version) == [.tls12, .tls13])
        #expect(priorities.map(\.isGiven) == [isGiven, isGiven])
        #expect(
            suites(readout)
                == [.tls13: [0x1302, 0x1303, 0x1301], .tls12: [0xC030, 0xCCA8, 0xC02F]]
        )
    }

    @Test(.enabled(if: RealServer.path(of: "openssl") != nil))
    func onlyTLS13IsReadByHandshakes() async throws {
        let server = try await RealServer("openssl") { port, directory in
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet", "-tls1_3", "-alpn",
                "h2,http/1.1",
                "-cert", directory.appending(path: "chain.pem").path,
                "-cert_chain", directory.appending(path: "authority.pem").path,
                "-key", directory.appending(path: "key.pem").path,
            ]
        }
        let readout = Readout(answers: try await visit(server).answers)
        #expect(readout.gaps == [])
        #expect(Set(suites(readout)[.tls13] ?? []) == [0x1301, 0x1302, 0x1303])
        #expect(readout.facts(VersionOffer.self).filter(\.isOffered).map(\.version) == [.tls13])
        #expect(readout.facts(ApplicationProtocols.self).map(\.protocols) == [["h2", "http/1.1"]])
        expectServed(server, in: readout)
    }

    @Test(.enabled(if: RealServer.path(of: "nginx") != nil))
    func nginxWithMozillasIntermediateIsSeenAsConfigured() async throws {
        let server = try await RealServer("nginx", files: RealServer.nginx(suites: Self.intermediate)) {
            _,
            directory in
            ["-p", directory.path, "-c", directory.appending(path: "nginx.conf").path]
        }
        let measurement = try await visit(server)
        let readout = Readout(answers: measurement.answers)
        #expect(readout.gaps == [])
        let offered = suites(readout).mapValues { Set($0) }
        #expect(
            offered == [.tls13: [0x1301, 0x1302, 0x1303], .tls12: [0xC02F, 0xC030, 0xCCA8]]
        )
        #expect(readout.facts(SuiteOrder.self).map(\.order) == [.client, .client])
        #expect(
            readout.facts(GroupOffer.self).map { Set($0.groups) } == [
                [0x1D, 0x17, 0x18], [0x1D, 0x17, 0x18],
            ]
        )
        #expect(readout.facts(ApplicationProtocols.self).map(\.protocols) == [["h2", "http/1.1"]])
        expectServed(server, in: readout)
        #expect(measurement.cost.connections <= 42, "\(measurement.cost)")
    }

    private static let intermediate =
        "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305"

    @Test func nobodyListeningIsAReasonAndNothingElse() async throws {
        let server = try await RealServer("openssl") { port, directory in
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-quiet", "-www", "-naccept", "1",
                "-cert", directory.appending(path: "chain.pem").path,
                "-key", directory.appending(path: "key.pem").path,
            ]
        }
        // The one connection it takes was spent on seeing that it listens.
        let measurement = try await visit(server)
        #expect(measurement.answers.map(\.question) == [Question(Reachability.self)])
        #expect(measurement.answers.allSatisfy { $0.isOpen })
    }
}
