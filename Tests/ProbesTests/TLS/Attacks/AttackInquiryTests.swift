// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import TLSWire
import Testing

@testable import Probes

/// A server by the number of the connection, and what must be said of it.
struct ClassicCase: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: String
    /// By the number of the connection, from 1.
    let conduct: @Sendable (Int) -> ClassicConduct

    init(
        _ name: String,
        _ expected: String,
        _ change: @escaping @Sendable (inout ClassicConduct, Int) -> Void
    ) {
        self.name = name
        self.expected = expected
        conduct = { number in
            var conduct = ClassicConduct()
            change(&conduct, number)
            return conduct
        }
    }

    var testDescription: String { name }
}

/// Each attack against a server that has it, one that has not, one that is mended in another way, and one that flaps.
struct AttackInquiryTests {
    /// Trusts nobody that matters here.
    static let trust: TrustStore? = {
        let now = Date()
        let template = CertificateTemplate(
            commonName: "Nobody",
            notBefore: now,
            notAfter: now.addingTimeInterval(3600)
        )
        guard let key = try? PrivateKey.generate(.ec(curve: "P-256")),
            let issued = try? CertificateFactory.issue(template, key: key)
        else { return nil }
        return try? TrustStore(pem: Array(issued.pem.utf8))
    }()

    private func run(
        _ inquiry: some TLSInquiry,
        _ one: ClassicCase,
        suites: [UInt16] = [0xC013, 0xC014]
    ) async throws -> String {
        let conduct = one.conduct
        let peer = EmulatedPeer { number in
            made { try ClassicServer(conduct(number), seed: UInt64(number)) }
        }
        let scene = TLSScene.emulated(peer, suites: [.tls12: suites], trust: try #require(Self.trust))
        return await inquiry.said(about: scene)
    }

    private static let heartbeats: [ClassicCase] = [
        ClassicCase("answers what is too short", "vulnerable") { conduct, _ in conduct.heartbeat = .bleeding
        },
        ClassicCase("answers proper ones only", "safe") { conduct, _ in conduct.heartbeat = .patched },
        ClassicCase("closes", "safe") { conduct, _ in conduct.heartbeat = .closes },
        ClassicCase("has no heartbeat", "not_applicable") { _, _ in },
        ClassicCase("answers none at all", "unknown") { conduct, _ in conduct.heartbeat = .mute },
        ClassicCase("flaps", "unknown") { conduct, number in
            conduct.heartbeat = number == 1 ? .bleeding : .patched
        },
    ]

    @Test(arguments: heartbeats) func heartbleed(_ one: ClassicCase) async throws {
        #expect(try await run(HeartbleedInquiry(), one) == one.expected)
    }

    /// No handshake comes about, so it is asked in the clear.
    @Test(arguments: heartbeats.filter { $0.name != "answers proper ones only" })
    func heartbleedInTheClear(_ one: ClassicCase) async throws {
        #expect(try await run(HeartbleedInquiry(), one, suites: [0x008C]) == one.expected)
    }

    @Test(
        arguments: [
            ClassicCase("takes the first, fails on the second", "vulnerable") { conduct, _ in
                conduct.earlyChange = .accept
            },
            ClassicCase("the same with another alert", "vulnerable") { conduct, _ in
                (conduct.earlyChange, conduct.secondChange) = (.accept, .alert(50))
            },
            ClassicCase("unexpected_message", "safe") { _, _ in },
            ClassicCase("closes", "safe") { conduct, _ in conduct.earlyChange = .close },
            ClassicCase("bad_record_mac for the first already", "safe") { conduct, _ in
                conduct.earlyChange = .alert(20)
            },
            ClassicCase("takes the first, drops the second", "unknown") { conduct, _ in
                (conduct.earlyChange, conduct.secondChange) = (.accept, .close)
            },
            ClassicCase("silent to both", "unknown") { conduct, _ in
                (conduct.earlyChange, conduct.secondChange) = (.accept, .silence)
            },
            ClassicCase("flaps", "unknown") { conduct, number in
                conduct.earlyChange = number > 2 ? .alert(10) : .accept
            },
        ] as [ClassicCase]
    )
    func ccsInjection(_ one: ClassicCase) async throws {
        #expect(try await run(CCSInjectionInquiry(), one) == one.expected)
    }

    private static let ticket = [UInt8](repeating: 0x54, count: 300)

    @Test(
        arguments: [
            ClassicCase("fills up from memory", "vulnerable") { conduct, number in
                conduct.ticket = ticket
                conduct.memory = [UInt8](repeating: UInt8(truncatingIfNeeded: number + 1), count: 31)
            },
            ClassicCase("the id comes back", "safe") { conduct, _ in conduct.ticket = ticket },
            ClassicCase("filled up with zeros", "safe") { conduct, _ in
                conduct.ticket = ticket
                conduct.memory = [UInt8](repeating: 0, count: 31)
            },
            ClassicCase("an alert", "safe") { conduct, _ in
                (conduct.ticket, conduct.resumption) = (ticket, .alert(47))
            },
            ClassicCase("a close", "safe") { conduct, _ in
                (conduct.ticket, conduct.resumption) = (ticket, .close)
            },
            ClassicCase("no tickets", "not_applicable") { _, _ in },
            ClassicCase("flaps", "unknown") { conduct, number in
                conduct.ticket = ticket
                conduct.memory = number > 4 ? nil : [UInt8](repeating: 9, count: 31)
            },
        ] as [ClassicCase]
    )
    func ticketbleed(_ one: ClassicCase) async throws {
        #expect(try await run(TicketbleedInquiry(), one) == one.expected)
    }

    @Test(
        arguments: [
            ClassicCase("goes on", "vulnerable") { conduct, _ in conduct.renegotiation = .accept },
            ClassicCase("no_renegotiation", "safe") { _, _ in },
            ClassicCase("handshake_failure", "safe") { conduct, _ in conduct.renegotiation = .alert(40) },
            ClassicCase("closes", "safe") { conduct, _ in conduct.renegotiation = .close },
            ClassicCase("never answers", "safe") { conduct, _ in conduct.renegotiation = .silence },
            ClassicCase("insists from the first hello on", "safe") { conduct, _ in
                conduct.insistsOnSecureRenegotiation = true
            },
            ClassicCase("insists there, and not later", "vulnerable") { conduct, _ in
                (conduct.insistsOnSecureRenegotiation, conduct.renegotiation) = (true, .accept)
            },
            ClassicCase("flaps", "unknown") { conduct, number in
                conduct.renegotiation = number == 2 ? .accept : .warning(100)
            },
        ] as [ClassicCase]
    )
    func insecureRenegotiation(_ one: ClassicCase) async throws {
        #expect(try await run(InsecureRenegotiationInquiry(), one) == one.expected)
    }

    @Test(
        arguments: [
            ClassicCase("accepts wrong padding", "vulnerable poodle-tls") { conduct, _ in
                conduct.record = { $0.isCodeRight == true ? .accept : .alert(20) }
            },
            ClassicCase("shows a right MAC", "vulnerable goldendoodle") { conduct, _ in
                conduct.record = { $0.isCodeRight == true ? .alert(21) : .alert(20) }
            },
            ClassicCase("shows right padding", "vulnerable zombie-poodle") { conduct, _ in
                conduct.record = { $0.isPaddingRight && $0.isCodeRight != nil ? .alert(20) : .alert(21) }
            },
            ClassicCase("is silent to some", "vulnerable sleeping-poodle") { conduct, _ in
                conduct.record = { $0.isCodeRight == nil ? .silence : .alert(20) }
            },
            ClassicCase("shows it on empty records", "vulnerable zero-length") { conduct, _ in
                conduct.record = { $0.isEmpty && $0.isPaddingRight ? .close : .alert(20) }
            },
            ClassicCase("bad_record_mac to all", "safe") { _, _ in },
            ClassicCase("closes on all", "safe") { conduct, _ in conduct.record = { _ in .close } },
            ClassicCase("closes now with FIN and now with RST", "safe") { conduct, number in
                let reply: Reply = number % 3 == 0 ? .reset : .close
                conduct.record = { _ in reply }
            },
            ClassicCase("flaps", "unknown") { conduct, number in
                let reply: Reply = number % 3 == 0 ? .alert(20) : .alert(21)
                conduct.record = { _ in reply }
            },
        ] as [ClassicCase]
    )
    func paddingOracles(_ one: ClassicCase) async throws {
        #expect(try await run(PaddingOracleInquiry(), one) == one.expected)
    }

    private static let key = try? TestRSAKey()

    private static func server(
        _ name: String,
        _ expected: String,
        _ block: @escaping @Sendable (TestRSAKey.Finding, Int) -> Reply,
        short: @escaping @Sendable (TestRSAKey.Finding) -> Reply = { _ in .silence }
    ) -> ClassicCase {
        ClassicCase(name, expected) { conduct, number in
            conduct.suite = 0x002F
            conduct.key = key
            conduct.block = { block($0, number) }
            conduct.shortBlock = short
        }
    }

    @Test(
        arguments: [
            server(
                "tells valid ones",
                "vulnerable strong-oracle",
                { block, _ in block.isValid ? .alert(20) : .alert(51) }
            ),
            server(
                "tells wrong beginnings",
                "vulnerable strong-oracle",
                { block, _ in block.beginsWell ? .alert(20) : .close }
            ),
            server(
                "tells what has no zero",
                "vulnerable weak-oracle",
                { block, _ in
                    block.beginsWell && !block.hasAnyZero ? .alert(47) : .alert(20)
                }
            ),
            server(
                "tells them before the Finished",
                "vulnerable strong-oracle",
                { _, _ in .alert(20) },
                short: {
                    $0.isValid ? .silence : .alert(40)
                }
            ),
            server("bad_record_mac to all", "safe", { _, _ in .alert(20) }),
            server("closes on all", "safe", { _, _ in .close }, short: { _ in .close }),
            server("flaps", "unknown", { _, number in number % 3 == 0 ? .alert(20) : .alert(51) }),
        ] as [ClassicCase]
    )
    func robot(_ one: ClassicCase) async throws {
        #expect(try await run(RobotInquiry(), one, suites: [0x002F]) == one.expected)
    }

    @Test func withoutWhatItNeedsAnAttackDoesNotApply() async throws {
        let sound = ClassicCase("sound", "") { _, _ in }
        #expect(try await run(RobotInquiry(), sound, suites: [0xC013]) == "not_applicable")
        #expect(try await run(PaddingOracleInquiry(), sound, suites: [0xC02F]) == "not_applicable")
        let peer = EmulatedPeer { _ in DeadConnection() }
        let scene = TLSScene.emulated(peer, suites: [.tls13: [0x1301]], trust: try #require(Self.trust))
        for inquiry in TLSInquiries.all where inquiry.questions.first?.kind == AttackExposure.kind {
            guard inquiry.tier == .intrusive else { continue }
            #expect(await inquiry.said(about: scene) == "not_applicable", "\(inquiry)")
        }
        #expect(await peer.connections == 0)
    }

    /// Needs nobody's authorisation; and nothing follows from a list that may go on.
    @Test func whatFollowsFromWholeListsIsSaidAtOnce() async throws {
        let trust = try #require(Self.trust)
        let peer = EmulatedPeer { _ in DeadConnection() }
        let cases: [(inquiry: any TLSInquiry, without: UInt16, with: UInt16)] = [
            (RobotInquiry(), 0xC013, 0x002F), (PaddingOracleInquiry(), 0xC02F, 0xC013),
        ]
        for (inquiry, without, with) in cases {
            let scene = TLSScene.emulated(peer, suites: [.tls12: [without]], trust: trust)
            #expect(await inquiry.foregone(about: scene).map(summary) == "not_applicable")
            let other = TLSScene.emulated(peer, suites: [.tls12: [without, with]], trust: trust)
            #expect(await inquiry.foregone(about: other) == nil)
            var open = scene.examination
            open.versions[.tls12]?.ends = [.unknown(Unestablished(phase: .handshake, reason: "lost"))]
            let doubtful = TLSScene.emulated(peer, after: open, trust: trust)
            #expect(await inquiry.foregone(about: doubtful) == nil)
        }
        let legacy = TLSScene.emulated(peer, suites: [.tls12: [0xC02F]], trust: trust)
        #expect(await InsecureRenegotiationInquiry().foregone(about: legacy) == nil)
        #expect(await peer.connections == 0)
    }

    @Test func aPeerThatNeverAnswersIsNeverJudged() async throws {
        let peer = EmulatedPeer { _ in DeadConnection() }
        let scene = TLSScene.emulated(
            peer,
            suites: [.tls12: [0x002F, 0xC013]],
            trust: try #require(Self.trust)
        )
        for inquiry in TLSInquiries.all where inquiry.tier == .intrusive {
            guard !(inquiry is StarttlsInjectionInquiry) else { continue }
            #expect(await inquiry.said(about: scene) == "unknown", "\(inquiry)")
        }
    }
}
