// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Model
import TLSWire
import Testing

import enum Transport.StreamEnd

@testable import Probes

/// A server by the number of the connection, and what must be said of it.
struct SessionCase: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: String
    var service = Service.https
    let conduct: @Sendable (Int) -> OpenSSLConduct

    init(
        _ name: String,
        _ expected: String,
        service: Service = .https,
        _ change: @escaping @Sendable (inout OpenSSLConduct, Int) -> Void
    ) {
        self.name = name
        self.expected = expected
        self.service = service
        conduct = { number in
            var conduct = OpenSSLConduct()
            change(&conduct, number)
            return conduct
        }
    }

    var testDescription: String { name }
}

/// Attacks that are looked for within a whole session of OpenSSL's.
struct SessionAttackTests {
    private func run(_ inquiry: some TLSInquiry, _ one: SessionCase) async throws -> String {
        let conduct = one.conduct
        let peer = EmulatedPeer { number in
            made { try OpenSSLConnection(conduct(number)) }
        }
        let trust = try #require(AttackInquiryTests.trust)
        let scene = TLSScene.emulated(peer, suites: [.tls12: [0xC02F]], service: one.service, trust: trust)
        await scene.settleControl()
        return await inquiry.said(about: scene)
    }

    @Test(
        arguments: [
            SessionCase("as often as it is asked", "vulnerable unlimited") { conduct, _ in
                conduct.settings.allowsRenegotiation = true
            },
            SessionCase("never", "safe") { _, _ in },
            SessionCase("cut off after some", "safe") { conduct, _ in
                conduct.settings.allowsRenegotiation = true
                conduct.recordLimit = 2500
            },
            SessionCase("cut off after some, and after more the next time", "unknown") { conduct, number in
                conduct.settings.allowsRenegotiation = true
                conduct.recordLimit = number == 2 ? 4500 : 2500
            },
            SessionCase("flaps", "unknown") { conduct, number in
                conduct.settings.allowsRenegotiation = number == 2
            },
        ] as [SessionCase]
    )
    func clientRenegotiation(_ one: SessionCase) async throws {
        #expect(try await run(ClientRenegotiationInquiry(), one) == one.expected)
    }

    @Test func aLimitShowsInTheNumberOfRenegotiations() async throws {
        var conduct = OpenSSLConduct()
        conduct.settings.allowsRenegotiation = true
        conduct.recordLimit = 2500
        let limited = conduct
        let peer = EmulatedPeer { _ in made { try OpenSSLConnection(limited) } }
        var settings = TLSClientSettings()
        settings.maximum = .tls12
        let machine = try RenegotiationMachine(
            TLSClientContext(settings),
            serverName: "server.example",
            wanted: 10
        )
        let outcome = try await peer.converse(machine)
        #expect((1..<10).contains(outcome.renegotiations))
        #expect(outcome.end == Transport.StreamEnd.closed)
    }

    private static func page(_ head: String) -> @Sendable (String) -> String? {
        { $0.isEmpty || !$0.hasPrefix("GET ") ? nil : head.replacing("\n", with: "\r\n") + "\r\n\r\n" }
    }

    @Test(
        arguments: [
            SessionCase("compresses", "vulnerable potential") { conduct, _ in
                conduct.application = page("HTTP/1.1 200 OK\nContent-Encoding: gzip")
            },
            SessionCase("compresses behind an informational response", "vulnerable potential") { conduct, _ in
                conduct.application = page(
                    "HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\ncontent-encoding: br"
                )
            },
            SessionCase("does not", "safe") { conduct, _ in
                conduct.application = page("HTTP/1.1 200 OK\nContent-Length: 5")
            },
            SessionCase("says identity", "safe") { conduct, _ in
                conduct.application = page("HTTP/1.0 404 Not Found\nContent-Encoding: identity")
            },
            SessionCase("has no page", "unknown") { conduct, _ in
                conduct.application = page("HTTP/1.1 204 No Content")
            },
            SessionCase("is no web server", "unknown") { conduct, _ in
                conduct.application = { _ in "500 OOPS\r\n" }
            },
            SessionCase("says nothing", "unknown") { _, _ in },
            SessionCase("flaps", "unknown") { conduct, number in
                conduct.application = page(
                    "HTTP/1.1 200 OK" + (number == 2 ? "\nContent-Encoding: gzip" : "")
                )
            },
            SessionCase("another service", "not_applicable", service: .imaps) { _, _ in },
        ] as [SessionCase]
    )
    func breach(_ one: SessionCase) async throws {
        #expect(try await run(BreachInquiry(), one) == one.expected)
    }

    @Test(
        arguments: [
            SessionCase("takes both", "vulnerable exposed") { _, _ in },
            SessionCase("closes on foreign names", "vulnerable partial") { conduct, _ in
                conduct.names = ["server.example"]
            },
            SessionCase("flaps", "unknown") { conduct, number in
                // The third connection is the first with a foreign protocol.
                if (4...6).contains(number) { conduct.names = ["another.example"] }
            },
        ] as [SessionCase]
    )
    func alpaca(_ one: SessionCase) async throws {
        #expect(try await run(AlpacaInquiry(), one) == one.expected)
    }

    @Test func whoRefusesBothIsSafeFromAlpaca() {
        guard case .shows(.safe, nil, _) = AlpacaInquiry.judge(takesName: false, takesProtocol: false) else {
            Issue.record("not safe")
            return
        }
    }

    // MARK: STARTTLS

    private static func smtp(carriesOver: Bool = false, refuses: Bool = false, offers: Bool = true)
        -> @Sendable (inout OpenSSLConduct) -> Void
    {
        { conduct in
            conduct.preamble = .init(
                greeting: "220-mail.example\r\n220 ESMTP\r\n",
                answer: { line in
                    if line.hasPrefix("EHLO") {
                        return (
                            offers ? "250-mail.example\r\n250-STARTTLS\r\n250 8BITMIME\r\n" : "250 mail\r\n",
                            false
                        )
                    }
                    guard line == "STARTTLS", !refuses else { return ("454 not now\r\n", false) }
                    return ("220 go\r\n", true)
                },
                carriesOver: carriesOver
            )
            conduct.application = {
                $0 == "NOOP" ? "250 ok\r\n" : $0 == "QUIT" ? "221 bye\r\n" : "500 what\r\n"
            }
        }
    }

    private static let imap: @Sendable (inout OpenSSLConduct, Bool) -> Void = { conduct, carriesOver in
        conduct.preamble = .init(
            greeting: "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n",
            answer: { line in
                let tag = line.prefix { $0 != " " }
                if line.hasSuffix("CAPABILITY") {
                    return ("* CAPABILITY IMAP4rev1 STARTTLS\r\n\(tag) OK done\r\n", false)
                }
                return ("\(tag) OK begin TLS\r\n", line.hasSuffix("STARTTLS"))
            },
            carriesOver: carriesOver
        )
        conduct.application = { line in
            let tag = line.prefix { $0 != " " }
            return line.hasSuffix("LOGOUT") ? "* BYE\r\n\(tag) OK\r\n" : "\(tag) OK noop\r\n"
        }
    }

    private static let pop3: @Sendable (inout OpenSSLConduct, Bool) -> Void = { conduct, carriesOver in
        conduct.preamble = .init(
            greeting: "+OK ready\r\n",
            answer: {
                $0 == "CAPA" ? ("+OK\r\nUSER\r\nSTLS\r\n.\r\n", false) : ("+OK begin\r\n", $0 == "STLS")
            },
            carriesOver: carriesOver
        )
        conduct.application = { $0 == "QUIT" ? "+OK bye\r\n" : "-ERR not now\r\n" }
    }

    @Test(
        arguments: [
            SessionCase("smtp carries it over", "vulnerable", service: .smtp) { conduct, _ in
                smtp(carriesOver: true)(&conduct)
            },
            SessionCase("imap carries it over", "vulnerable", service: .imap) { conduct, _ in
                imap(&conduct, true)
            },
            SessionCase("pop3 carries it over", "vulnerable", service: .pop3) { conduct, _ in
                pop3(&conduct, true)
            },
            SessionCase("smtp drops it", "safe", service: .submission) { conduct, _ in smtp()(&conduct) },
            SessionCase("imap drops it", "safe", service: .imap) { conduct, _ in imap(&conduct, false) },
            SessionCase("pop3 drops it", "safe", service: .pop3) { conduct, _ in pop3(&conduct, false) },
            SessionCase("smtp refuses", "safe", service: .smtp) { conduct, _ in smtp(refuses: true)(&conduct)
            },
            SessionCase("smtp does not offer it", "not_applicable", service: .smtp) { conduct, _ in
                smtp(offers: false)(&conduct)
            },
            SessionCase("flaps", "unknown", service: .smtp) { conduct, number in
                smtp(carriesOver: number == 2)(&conduct)
            },
            SessionCase("TLS from the first byte", "not_applicable", service: .imaps) { _, _ in },
            SessionCase("no probe", "not_tested", service: .ldap) { _, _ in },
        ] as [SessionCase]
    )
    func starttlsInjection(_ one: SessionCase) async throws {
        #expect(try await run(StarttlsInjectionInquiry(), one) == one.expected)
    }
}
