// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Reports
import Testing

/// A real server, and what must be said of the named attacks on it.
struct LiveAttackServer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let recipe: any ServerRecipe
    /// By the words of the scan document.
    let states: [NamedAttack: String]

    init(_ name: String, _ recipe: any ServerRecipe, _ states: [NamedAttack: String]) {
        testDescription = name
        self.recipe = recipe
        self.states = states
    }

    private static func tlslite(_ settings: String...) -> PythonServer {
        PythonServer(
            script: .tlslite,
            settings: ["maxVersion=3.3", "keyExchangeNames=rsa", "macNames=sha,aead"] + settings
        )
    }

    static let all = [
        LiveAttackServer(
            "tlslite-ng with SSL 3.0, RC4 and 3DES",
            tlslite("minVersion=3.0", "cipherNames=aes128,rc4,3des"),
            [
                .poodleSSL: "vulnerable", .rc4: "vulnerable", .sweet32: "vulnerable", .beast: "vulnerable",
                .robot: "safe", .poodleTLS: "safe", .heartbleed: "safe", .ccsInjection: "safe",
                .freak: "safe",
                .logjam: "safe", .drown: "safe", .crime: "safe", .raccoon: "not_applicable",
                .lucky13: "not_tested", .insecureRenegotiation: "safe", .clientRenegotiation: "safe",
                .fallbackSCSV: "safe",
            ]
        ),
        LiveAttackServer(
            "tlslite-ng that closes on malformed RSA blocks, and believes heartbeats",
            tlslite("minVersion=3.3", "cipherNames=aes128", "weakness=robot", "weakness=heartbleed"),
            [.robot: "vulnerable", .heartbleed: "vulnerable", .poodleTLS: "safe", .poodleSSL: "safe"]
        ),
        LiveAttackServer(
            "tlslite-ng that tells wrong padding from a wrong MAC",
            tlslite("minVersion=3.3", "cipherNames=aes128", "weakness=zombie-poodle"),
            // ROBOT's Finished that nobody could have made decrypts to right padding once in 256 times, so it may flap.
            [.poodleTLS: "vulnerable", .heartbleed: "safe"]
        ),
        LiveAttackServer(
            "tlslite-ng that takes any padding",
            tlslite("minVersion=3.3", "cipherNames=aes128", "weakness=poodle-tls"),
            [.robot: "safe", .poodleTLS: "vulnerable"]
        ),
        LiveAttackServer(
            "tlslite-ng with AEAD alone",
            tlslite("minVersion=3.3", "cipherNames=aes128gcm"),
            [.poodleTLS: "not_applicable", .lucky13: "safe", .beast: "safe", .sweet32: "safe", .rc4: "safe"]
        ),
        LiveAttackServer(
            "JSSE with all that it has",
            JSSEServer(protocols: ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"], isLegacy: true),
            [
                .poodleSSL: "vulnerable", .freak: "vulnerable", .logjam: "vulnerable", .rc4: "vulnerable",
                .sweet32: "vulnerable", .beast: "vulnerable", .fallbackSCSV: "vulnerable", .drown: "safe",
                .heartbleed: "not_applicable", .ccsInjection: "safe", .robot: "safe", .poodleTLS: "safe",
                .crime: "safe", .insecureRenegotiation: "safe", .lucky13: "not_tested",
            ]
        ),
        LiveAttackServer(
            "OpenSSL that renegotiates with everybody",
            OpenSSLServer(options: ["-tls1_2", "-legacy_renegotiation", "-client_renegotiation"]),
            [
                .insecureRenegotiation: "vulnerable", .clientRenegotiation: "vulnerable",
                .ticketbleed: "safe",
                .robot: "safe", .poodleTLS: "safe", .heartbleed: "not_applicable",
            ]
        ),
        LiveAttackServer(
            "OpenSSL as it comes",
            OpenSSLServer(options: []),
            [
                .insecureRenegotiation: "safe", .clientRenegotiation: "safe", .ticketbleed: "safe",
                .alpaca: "vulnerable", .starttlsInjection: "not_applicable", .fallbackSCSV: "safe",
            ]
        ),
        LiveAttackServer(
            "nginx that compresses pages",
            NginxServer(directives: "gzip on; gzip_min_length 0; gzip_types *; ssl_protocols TLSv1.3;"),
            [.breach: "vulnerable", .robot: "not_applicable", .ccsInjection: "not_applicable"]
        ),
    ]
}

/// Named attacks on real servers that have them, as far as Debian and PyPI bring one, and on those that have not.
struct LiveAttackTests {
    /// A server that answers late on a busy machine leaves an attack unknown, which is true; a wrong state never is.
    private static let looks = 3

    @Test(arguments: LiveAttackServer.all) func eachServerIsSaidToBeWhatItIs(_ server: LiveAttackServer)
        async throws
    {
        let running = try await RunningServer(server.recipe)
        var open = server.states
        var reasons: [String] = []
        for _ in 0..<Self.looks where !open.isEmpty {
            let found = try await LoopbackScan.run(
                port: running.port,
                trusting: running.authority,
                authorisation: Authorisation(tier: .intrusive, by: "a test", until: CalendarDay(Date()))
            )
            #expect(found.error == nil)
            for (attack, state) in open {
                let seen = found.tls.vulnerabilities[attack]?.key
                if seen == "unknown" {
                    let gap = found.unestablished.first { $0.path.hasSuffix("/\(attack.rawValue)") }
                    reasons.append("\(attack.rawValue) \(gap?.reason ?? "without a reason")")
                } else {
                    #expect(seen == state, "\(attack.rawValue)")
                    open[attack] = nil
                }
            }
            // What is not tested says why.
            for (attack, state) in found.tls.vulnerabilities where state == .notTested {
                #expect(found.unestablished.contains { $0.path == "/tls/vulnerabilities/\(attack.rawValue)" })
            }
        }
        #expect(open.isEmpty, "\(reasons)")
    }
}
