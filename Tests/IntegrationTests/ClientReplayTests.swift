// SPDX-License-Identifier: Apache-2.0
import Checks
import Clients
import Foundation
import Model
import Reports
import TLSWire
import Testing

/// What the simulation says of every client, held against that client's hello on a real connection.
struct ClientReplayTests {
    struct Setting: ServerRecipe, CustomTestStringConvertible {
        let name: String
        let directives: String
        var keys: [ServerIdentity.Kind] = [.rsa]

        var testDescription: String { name }

        var identities: [ServerIdentity.Kind] { keys }

        func command(at site: ServerSite) throws -> ServerCommand {
            for (name, text) in ClientReplayTests.primes { try site.write(text, to: name) }
            return try NginxServer(identities: keys, directives: directives).command(at: site)
        }
    }

    private static let aead = """
        ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:\
        ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
        """
    private static let cbc = """
        ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:\
        ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA:AES128-SHA256:AES128-SHA:AES256-SHA
        """
    private static let curves = "ssl_ecdh_curve X25519:prime256v1:secp384r1;"
    private static let intermediate = "ssl_protocols TLSv1.2 TLSv1.3; \(curves) ssl_ciphers \(aead);"
    private static let old = """
        ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; \(curves) ssl_prefer_server_ciphers on;
        ssl_ciphers \(aead):\(cbc):@SECLEVEL=0;
        """

    /// One of 1024 bits of its own, and ffdhe2048 (RFC 7919).
    fileprivate static let primes = [
        "1024.pem": """
        -----BEGIN DH PARAMETERS-----
        MIGHAoGBAMrSeaRlU6CfZrHvapwHTD4XLavcoHID/87K9+9WcHMvTvyvlkBkLjwB
        FoOdHeYPB8+N/YeOMBHNzB0jxx3KNiE3KAlusiTj9ow2dq+/F9NQrhgz723ORvAB
        fMjChtdqKWfUlkTxVCGIxrWKZi3URU1cFCqAU0uQ5kngTZLtBa7HAgEC
        -----END DH PARAMETERS-----

        """,
        "2048.pem": """
        -----BEGIN DH PARAMETERS-----
        MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
        +8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
        87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
        YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
        7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
        ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
        -----END DH PARAMETERS-----

        """,
    ]

    static let settings: [Setting] = [
        Setting(name: "modern", directives: "ssl_protocols TLSv1.3; \(curves)"),
        Setting(name: "intermediate, RSA", directives: intermediate),
        Setting(name: "intermediate, P-256", directives: intermediate, keys: [.ecdsa]),
        Setting(name: "intermediate, P-384", directives: intermediate, keys: [.p384]),
        Setting(
            name: "intermediate, both, server order",
            directives: intermediate + "ssl_prefer_server_ciphers on;",
            keys: [.rsa, .ecdsa]
        ),
        Setting(name: "old, RSA, server order", directives: old),
        Setting(name: "old, both", directives: old, keys: [.rsa, .ecdsa]),
        Setting(
            name: "old, client order",
            directives: old.replacing("ciphers on", with: "ciphers off")
        ),
        Setting(
            name: "TLS 1.2 with CBC alone",
            directives: "ssl_protocols TLSv1.2; \(curves) ssl_ciphers \(cbc);"
        ),
        Setting(
            name: "P-384 before P-256, no X25519",
            directives:
                "ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve secp384r1:prime256v1; ssl_ciphers \(aead);"
        ),
        Setting(
            name: "X25519 alone",
            directives: "ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve X25519; ssl_ciphers \(aead);"
        ),
        Setting(
            name: "ChaCha20 first for who wants it",
            directives: intermediate
                + "ssl_prefer_server_ciphers on; ssl_conf_command Options PrioritizeChaCha;"
        ),
        Setting(
            name: "ephemeral Diffie-Hellman of 2048 bits before RSA",
            directives: """
                ssl_protocols TLSv1 TLSv1.2; ssl_prefer_server_ciphers on; ssl_dhparam $folder/2048.pem;
                ssl_ciphers DHE-RSA-AES128-SHA:AES128-SHA:@SECLEVEL=0;
                """
        ),
        Setting(
            name: "ephemeral Diffie-Hellman of 1024 bits before RSA",
            directives: """
                ssl_protocols TLSv1 TLSv1.2; ssl_prefer_server_ciphers on; ssl_dhparam $folder/1024.pem;
                ssl_ciphers DHE-RSA-AES128-SHA:AES128-SHA:@SECLEVEL=0;
                """
        ),
    ]

    @Test(arguments: settings)
    func everyClientFaresAsSimulated(_ setting: Setting) async throws {
        let nginx = try await RunningServer(setting)
        let endpoint = try await LoopbackScan.run(port: nginx.port, trusting: nginx.authority)
        let claims = endpoint.tls.clients
        let clients = try ClientFile.shipped().visitors(of: .https)
        #expect(claims.map(\.name) == clients.map(\.name))
        var undecided: [String] = []
        for (client, claim) in zip(clients, claims) {
            let outcome = try await ClientReplay(client: client, port: nginx.port).outcome()
            let goesOn = outcome.isAccepted && outcome.primeBits.map(client.primeBits.contains) ?? true
            guard let connects = claim.connects else {
                undecided.append(claim.name)
                continue
            }
            let comment = "\(claim.name): \(claim), \(outcome.version?.title ?? "\(outcome.answer)")"
            #expect(connects == goesOn, "\(comment)")
            guard connects, goesOn else { continue }
            #expect(claim.version == outcome.version, "\(comment)")
            if let suite = claim.suite { #expect(suite == outcome.suite, "\(comment)") }
            guard let group = claim.group else { continue }
            #expect(group == outcome.group.map { $0.name ?? $0.hex }, "\(comment)")
        }
        let unusual = Set(clients.filter { $0.format == .sslv2 || !$0.sendsServerName }.map(\.name))
        #expect(undecided.filter { !unusual.contains($0) }.isEmpty, "\(undecided)")
    }
}
