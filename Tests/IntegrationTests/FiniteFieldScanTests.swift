// SPDX-License-Identifier: Apache-2.0
import Facts
import Reports
import Testing

/// What servers do with the groups of RFC 7919 at TLS 1.2: GnuTLS negotiates them, OpenSSL 3.0 has a prime of its own.
struct FiniteFieldScanTests {
    @Test func gnuTLSComesWithTheGroupsThatAreOffered() async throws {
        let server = try await RunningServer(GnuTLSServer(priority: "NORMAL:-VERS-TLS1.3"))
        let endpoint = try await LoopbackScan.run(port: server.port, trusting: server.authority)
        #expect(endpoint.tls.finiteFieldNegotiation == .named)
        #expect((endpoint.tls.finiteField?.bits ?? 0) >= 2048)
    }

    @Test func nginxKeepsThePrimeOfItsFile() async throws {
        let setting = ClientReplayTests.Setting(
            name: "ffdhe2048",
            directives: """
                ssl_protocols TLSv1.2; ssl_dhparam $folder/2048.pem;
                ssl_ciphers DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256;
                """
        )
        let nginx = try await RunningServer(setting)
        let endpoint = try await LoopbackScan.run(port: nginx.port, trusting: nginx.authority)
        #expect(endpoint.tls.finiteField?.prime == "RFC 7919 ffdhe2048")
        #expect(endpoint.tls.finiteFieldNegotiation == .ignored)
    }
}
