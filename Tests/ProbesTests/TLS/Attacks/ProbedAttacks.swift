// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Model
import TLSWire

import enum Transport.StreamEnd

@testable import Probes

/// The attacks that are looked for by probes of their own.
enum ProbedAttacks {
    static let all: [AttackDialogues] =
        [
            AttackDialogues(
                attack: .heartbleed,
                has: heartbeat("answers what is too short", "vulnerable") { _ in .bleeding },
                hasNot: heartbeat("no heartbeat", "not_applicable") { _ in .absent },
                mended: heartbeat("answers proper ones only", "safe") { _ in .patched },
                flaps: heartbeat("now one, now the other", "unknown") { $0 == 1 ? .bleeding : .patched }
            ),
            AttackDialogues(
                attack: .ccsInjection,
                has: change("takes the first, fails on the second", "vulnerable") { _ in .accept },
                hasNot: change("unexpected_message", "safe") { _ in .alert(10) },
                mended: change("closes", "safe") { _ in .close },
                flaps: change("now one, now the other", "unknown") { $0 > 2 ? .alert(10) : .accept }
            ),
            AttackDialogues(
                attack: .ticketbleed,
                has: ticket("fills up from memory", "vulnerable") {
                    [UInt8](repeating: UInt8($0), count: 31)
                },
                hasNot: ticket("the id comes back", "safe") { _ in nil },
                mended: ticket("fills up with zeros", "safe") { _ in [UInt8](repeating: 0, count: 31) },
                flaps: ticket("now one, now the other", "unknown") { number in
                    number > 4 ? nil : [UInt8](repeating: UInt8(number), count: 31)
                }
            ),
            AttackDialogues(
                attack: .insecureRenegotiation,
                has: unbound("goes on", "vulnerable") { _ in .accept },
                hasNot: unbound("no_renegotiation", "safe") { _ in .warning(100) },
                mended: unbound("closes", "safe") { _ in .close },
                flaps: unbound("now one, now the other", "unknown") { $0 == 2 ? .accept : .warning(100) }
            ),
            robot, fallback, raccoon, clientRenegotiation, breach, alpaca, injection,
        ] + paddingOracles

    private static func heartbeat(
        _ server: String,
        _ expected: String,
        _ conduct: @escaping @Sendable (Int) -> ClassicConduct.Heartbeat
    ) -> AttackDialogue {
        .classic(HeartbleedInquiry(), server, expected) { $0.heartbeat = conduct($1) }
    }

    private static func change(
        _ server: String,
        _ expected: String,
        _ reply: @escaping @Sendable (Int) -> Reply
    ) -> AttackDialogue {
        .classic(CCSInjectionInquiry(), server, expected) { $0.earlyChange = reply($1) }
    }

    private static func ticket(
        _ server: String,
        _ expected: String,
        _ memory: @escaping @Sendable (Int) -> [UInt8]?
    ) -> AttackDialogue {
        .classic(TicketbleedInquiry(), server, expected) { conduct, number in
            conduct.ticket = [UInt8](repeating: 0x54, count: 300)
            conduct.memory = memory(number)
        }
    }

    private static func unbound(
        _ server: String,
        _ expected: String,
        _ reply: @escaping @Sendable (Int) -> Reply
    ) -> AttackDialogue {
        .classic(InsecureRenegotiationInquiry(), server, expected) { $0.renegotiation = reply($1) }
    }

    // MARK: Oracles

    private static let key = try? TestRSAKey()

    private static let robot = AttackDialogues(
        attack: .robot,
        has: block("tells valid blocks", "vulnerable strong-oracle") { block, _ in
            block.isValid ? .alert(20) : .alert(51)
        },
        hasNot: block("bad_record_mac to all", "safe") { _, _ in .alert(20) },
        mended: .asked(RobotInquiry(), "no RSA key exchange", "not_applicable") { _ in DeadConnection() },
        flaps: block("now one, now the other", "unknown") { _, number in
            number.isMultiple(of: 3) ? .alert(20) : .alert(51)
        }
    )

    private static func block(
        _ server: String,
        _ expected: String,
        _ reply: @escaping @Sendable (TestRSAKey.Finding, Int) -> Reply
    ) -> AttackDialogue {
        .classic(RobotInquiry(), server, expected, suites: [0x002F]) { conduct, number in
            conduct.suite = 0x002F
            conduct.key = key
            conduct.block = { reply($0, number) }
        }
    }

    private static let paddingOracles: [AttackDialogues] = [
        padding(.poodleTLS) { $0.isCodeRight == true ? .accept : .alert(20) },
        padding(.goldendoodle) { $0.isCodeRight == true ? .alert(21) : .alert(20) },
        padding(.zombiePoodle) { $0.isPaddingRight && $0.isCodeRight != nil ? .alert(20) : .alert(21) },
        padding(.sleepingPoodle) { $0.isCodeRight == nil ? .silence : .alert(20) },
        padding(.zeroLength) { $0.isEmpty && $0.isPaddingRight ? .close : .alert(20) },
    ]

    private static func padding(
        _ form: PaddingOracle,
        _ oracle: @escaping @Sendable (ClassicConduct.Record) -> Reply
    ) -> AttackDialogues {
        let inquiry = PaddingOracleInquiry()
        return AttackDialogues(
            attack: .poodleTLS,
            form: form.rawValue,
            has: .classic(inquiry, "lets them be told apart", "vulnerable \(form.rawValue)") { conduct, _ in
                conduct.record = oracle
            },
            hasNot: .classic(inquiry, "bad_record_mac to all", "safe") { _, _ in },
            mended: .classic(inquiry, "closes on all", "safe") { conduct, _ in
                conduct.record = { _ in .close }
            },
            // One round has the oracle and the next ones have not.
            flaps: .classic(inquiry, "now one, now the other", "unknown") { conduct, number in
                if number <= PaddingVector.allCases.count { conduct.record = oracle }
            }
        )
    }

    // MARK: Hellos

    private static let fallback = AttackDialogues(
        attack: .fallbackSCSV,
        has: scsv("agrees", "vulnerable", [nil]),
        hasNot: scsv("inappropriate_fallback", "safe", [86]),
        mended: .asked(FallbackInquiry(), "one version alone", "not_applicable") { _ in DeadConnection() },
        flaps: scsv("now one, now the other", "unknown", [nil, 86])
    )

    /// `codes` are the alerts of the connections in turn, nil a ServerHello.
    private static func scsv(_ server: String, _ expected: String, _ codes: [UInt8?]) -> AttackDialogue {
        .asked(
            FallbackInquiry(),
            server,
            expected,
            suites: [.tls13: [0x1301], .tls12: [0xC02F]]
        ) { number in
            guard let code = codes[min(number, codes.count) - 1] else {
                let body = [3, 3] + [UInt8](repeating: 1, count: 32) + [0, 0xC0, 0x2F, 0]
                return FixedAnswer(
                    PlainRecord.bytes(
                        .handshake,
                        version: 0x0303,
                        PlainRecord.message(.serverHello, body)
                    )
                )
            }
            return FixedAnswer(PlainRecord.bytes(.alert, version: 0x0303, [2, code]))
        }
    }

    /// A value that comes again by chance is no chance: whatever the others are, it was used again.
    private static let raccoon = AttackDialogues(
        attack: .raccoon,
        has: values("always the same", "vulnerable key-reuse", [1, 1, 1]),
        hasNot: values("fresh ones", "safe", [1, 2, 3]),
        mended: values("no Diffie-Hellman", "not_applicable", [], suite: 0xC02F),
        flaps: values("sometimes the same", "vulnerable key-reuse", [1, 2, 1])
    )

    private static func values(
        _ server: String,
        _ expected: String,
        _ values: [UInt8],
        suite: UInt16 = 0x009E
    ) -> AttackDialogue {
        .asked(
            RaccoonInquiry(),
            server,
            expected,
            suites: [.tls12: [suite]],
            publicValues: values.map { [UInt8](repeating: $0, count: 128) }
        ) { _ in DeadConnection() }
    }

    // MARK: Sessions

    private static let clientRenegotiation = AttackDialogues(
        attack: .clientRenegotiation,
        has: .session(ClientRenegotiationInquiry(), "as often as asked", "vulnerable unlimited") {
            conduct,
            _ in
            conduct.settings.allowsRenegotiation = true
        },
        hasNot: .session(ClientRenegotiationInquiry(), "never", "safe") { _, _ in },
        mended: .session(ClientRenegotiationInquiry(), "cut off after some", "safe") { conduct, _ in
            conduct.settings.allowsRenegotiation = true
            conduct.recordLimit = 2500
        },
        flaps: .session(ClientRenegotiationInquiry(), "now one, now the other", "unknown") {
            conduct,
            number in
            conduct.settings.allowsRenegotiation = number == 1
        }
    )

    private static let breach = AttackDialogues(
        attack: .breach,
        has: page("compresses", "vulnerable potential") { _ in "Content-Encoding: gzip" },
        hasNot: page("does not", "safe") { _ in "Content-Length: 5" },
        mended: .session(BreachInquiry(), "no web server", "not_applicable", service: .imaps) { _, _ in },
        flaps: page("now one, now the other", "unknown") {
            $0 == 1 ? "Content-Encoding: gzip" : "Content-Length: 5"
        }
    )

    private static func page(
        _ server: String,
        _ expected: String,
        _ field: @escaping @Sendable (Int) -> String
    ) -> AttackDialogue {
        .session(BreachInquiry(), server, expected) { conduct, number in
            let head = "HTTP/1.1 200 OK\r\n\(field(number))\r\n\r\n"
            conduct.application = { $0.hasPrefix("GET ") ? head : nil }
        }
    }

    private static let alpaca = AttackDialogues(
        attack: .alpaca,
        has: alpaca("takes both", "vulnerable exposed") { _, _ in },
        hasNot: alpaca("alerts 112 and 120", "safe") { conduct, _ in
            conduct.alerts = ["foreign.invalid": 112, AlpacaInquiry.foreignProtocol: 120]
        },
        mended: alpaca("handshake_failure for both", "safe") { conduct, _ in
            conduct.alerts = ["foreign.invalid": 40, AlpacaInquiry.foreignProtocol: 40]
        },
        flaps: alpaca("now one, now the other", "unknown") { conduct, number in
            // The first two are the control and the foreign name.
            if number == 4 { conduct.alerts = [AlpacaInquiry.foreignProtocol: 120] }
        }
    )

    private static func alpaca(
        _ server: String,
        _ expected: String,
        _ change: @escaping @Sendable (inout OpenSSLConduct, Int) -> Void
    ) -> AttackDialogue {
        .session(AlpacaInquiry(), server, expected, afterControl: true, change)
    }

    private static let injection = AttackDialogues(
        attack: .starttlsInjection,
        has: smtp("carries it over", "vulnerable", carriesOver: { _ in true }),
        hasNot: smtp("drops it", "safe"),
        mended: smtp("refuses", "safe", refuses: true),
        flaps: smtp("now one, now the other", "unknown", carriesOver: { $0 == 2 })
    )

    private static func smtp(
        _ server: String,
        _ expected: String,
        refuses: Bool = false,
        carriesOver: @escaping @Sendable (Int) -> Bool = { _ in false }
    ) -> AttackDialogue {
        .session(StarttlsInjectionInquiry(), server, expected, service: .smtp) { conduct, number in
            conduct.preamble = .init(
                greeting: "220 mail.example ESMTP\r\n",
                answer: { line in
                    if line.hasPrefix("EHLO") { return ("250-mail.example\r\n250 STARTTLS\r\n", false) }
                    guard line == "STARTTLS", !refuses else { return ("503 one at a time\r\n", false) }
                    return ("220 go\r\n", true)
                },
                carriesOver: carriesOver(number)
            )
            conduct.application = { $0 == "NOOP" ? "250 ok\r\n" : "221 bye\r\n" }
        }
    }
}

/// Answers whatever comes with the same bytes, and closes.
struct FixedAnswer: EmulatedConnection {
    private let answer: [UInt8]
    let end: StreamEnd? = .closed

    init(_ answer: [UInt8]) { self.answer = answer }

    mutating func receive(_ bytes: [UInt8]) -> [UInt8] { answer }
}
