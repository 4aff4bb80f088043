// SPDX-License-Identifier: Apache-2.0
import Model
import Reports
import TLSWire
import Testing

/// What `chancery scan` prints of a server whose configuration is known to the letter.
struct NginxScanTests {
    /// Mozilla's intermediate suites of its guidelines 5.8 on an RSA certificate, the server's order off.
    private static let intermediate = """
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_ecdh_curve X25519:prime256v1:secp384r1;
        ssl_prefer_server_ciphers off;
        ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:\
        ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:\
        ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;
        """

    private static let suites12 = [
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ]
    private static let suites13 = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    ]

    private func names(_ endpoint: ScanEndpoint, _ version: ProtocolVersion) throws -> [String] {
        let entry = try #require(endpoint.tls.protocols[version])
        return (entry.suites ?? []).map { $0.name ?? $0.hex }.sorted()
    }

    private func expectAsConfigured(_ endpoint: ScanEndpoint) throws {
        let tls = endpoint.tls
        #expect(try names(endpoint, .tls13) == Self.suites13)
        #expect(try names(endpoint, .tls12) == Self.suites12)
        #expect(Set(tls.protocols.filter { $0.value.isOffered == true }.keys) == [.tls12, .tls13])
        #expect(Set(tls.groups ?? []) == ["x25519", "secp256r1", "secp384r1"])
        #expect(Set(tls.legacyGroups ?? []) == ["x25519", "secp256r1", "secp384r1"])
        #expect(tls.applicationProtocols == ["h2", "http/1.1"])
        let chain = try #require(endpoint.certificates.first)
        #expect(chain.certificates.map(\.subject) == ["CN=localhost", "CN=Test Intermediate"])
        #expect(chain.isTrusted == true)
        #expect(chain.hostnameMatches == true)
    }

    @Test func aKnownConfigurationIsSeenToTheLetterOnFewConnections() async throws {
        let nginx = try await RunningServer(NginxServer(directives: Self.intermediate))
        let proxy = try await DroppingProxy(to: nginx.port, closingEvery: 0)
        let endpoint = try await LoopbackScan.run(port: proxy.port, trusting: nginx.authority)
        try expectAsConfigured(endpoint)
        // Nothing was asked in vain.
        #expect(endpoint.unestablished.allSatisfy { $0.reason.hasPrefix("not-") })
        #expect(endpoint.findings.allSatisfy { $0.verdict.state != .unknown })
        #expect(endpoint.cost.connections == proxy.connections)
        // Thirty-nine, and at times one more or less as the hellos interleave.
        #expect(proxy.connections <= 40, "\(proxy.connections)")
        try await proxy.stop()
    }

    @Test(arguments: [2, 3, 4])
    func aServerThatDropsConnectionsIsSeenAllTheSame(period: Int) async throws {
        let nginx = try await RunningServer(NginxServer(directives: Self.intermediate))
        let proxy = try await DroppingProxy(to: nginx.port, closingEvery: period)
        let endpoint = try await LoopbackScan.run(port: proxy.port, trusting: nginx.authority)
        try expectAsConfigured(endpoint)
        try await proxy.stop()
    }
}
