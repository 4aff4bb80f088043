// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Standards
import TLSWire
import Testing

struct GraderTests {
    private static func grade(
        _ scene: Scene,
        _ service: Service = .https,
        on day: CalendarDay = Scene.judged
    ) throws -> Grade {
        let table = try #require(GradeRowTests.table)
        return table.grade(GradeFacts(of: Scene.address, service: service, in: scene.evidence), at: day.start)
    }

    /// With every attack looked for, the status known and the key compared.
    private static func lookedAt(_ scene: Scene) throws -> Scene {
        let scene = try NamedAttack.allCases.reduce(scene.answered()) { scene, attack in
            try scene.seeing(AttackExposure(attack, .safe, evidence: "no"))
        }
        return try scene.seeing(
            RevocationStatus(
                chain: CertificateChain.served,
                source: .staple,
                status: .good,
                isSigned: true,
                currency: .current
            ),
            KeyTrials(
                aspect: CertificateChain.served,
                trials: [.init(position: 0, spkiSHA256: "aa", isROCA: false, isDebianWeak: false)],
                listSHA256: "cd"
            )
        )
    }

    @Test func aModernServerIsAnAAtMost() throws {
        let grade = try Self.grade(.modern().answered())
        #expect(grade.letter == "A")
        #expect(!grade.isComplete)
        #expect(grade.protocolScore == 100 && grade.keyExchangeScore == 90 && grade.cipherScore == 90)
        #expect(grade.score == 93)
        #expect(!grade.reasons.contains { $0.contains("HSTS") })
        #expect(
            grade.reasons.contains {
                $0.hasPrefix("A at most; not looked at: ")
                    && $0.contains("CCS injection (CVE-2014-0224), ")
            }
        )
    }

    @Test func withoutAPageHSTSIsNotMeasured() throws {
        let grade = try Self.grade(.modern().answered().without(Question(PageResponse.self)))
        #expect(grade.reasons.contains { $0.contains("HSTS is not measured") })
    }

    @Test(arguments: [([], "A-"), (["max-age=0"], "A-"), (["max-age=300"], "A")] as [([String], String)])
    func theFieldThatIsMissingOrShortCounts(_ fields: [String], _ letter: String) throws {
        let grade = try Self.grade(.modern().answered().seeing(PageResponse.sound(security: fields)))
        #expect(grade.letter == letter)
        #expect(grade.reasons.contains { $0.contains("no HSTS of six months or more") })
    }

    @Test func whatIsAnFAnywayIsComplete() throws {
        let grade = try Self.grade(Self.lookedAt(.modern()).versions(.ssl2, .tls12, .tls13))
        #expect(grade.letter == "F")
        #expect(grade.isComplete)
    }

    @Test func aServiceWithoutHSTSCanBeComplete() throws {
        let grade = try Self.grade(Self.lookedAt(.modern()), .imaps)
        #expect(grade.letter == "A" && grade.isComplete)
        #expect(grade.reasons.contains { $0.contains("made for https") && $0.contains("imaps") })
    }

    @Test func aWarningMakesAnAMinus() throws {
        #expect(try Self.grade(.modern().answered().versions(.tls12)).letter == "A-")
        let before = try Self.grade(.modern().answered().versions(.tls12), on: .test("2025-05-15"))
        // The certificate of the scene is younger than that day.
        #expect(before.trustIgnored == "A", "\(before.reasons)")
    }

    @Test func trustStandsBesideTheLetter() throws {
        let grade = try Self.grade(.modern().answered().trust(.selfSigned))
        #expect(grade.letter == "T" && grade.trustIgnored == "A")
        let other = try Self.grade(
            .modern().answered().trust(.selfSigned)
                .seeing(ServerNameMatch(aspect: CertificateChain.served, serverName: "www", matches: false))
        )
        #expect(other.letter == "M" && other.trustIgnored == "A")
    }

    @Test func aSmallBlockCipherKeptLastIsNotUsed() throws {
        let grade = try Self.grade(.modern().answered().suites(.tls12, [0xC02F, 0xC012]))
        #expect(grade.letter == "A")
    }

    @Test(
        "Without what the scores need there is no letter, and a reason",
        arguments: [
            Question(VersionOffer.self, "tls1.1"), Question(SuiteOffer.self, "tls1.2"),
            Question(GroupOffer.self, "tls1.3"), Question(CertificateChain.self, CertificateChain.served),
        ]
    )
    func missing(_ question: Question) throws {
        let grade = try Self.grade(.modern().answered().missing(question))
        #expect(grade.letter == nil && grade.trustIgnored == nil && !grade.isComplete)
        #expect(grade.missing == Scene.silence)
    }

    @Test func whatAnAttackAnsweredInVainLeavesNoLetter() throws {
        let question = Question(AttackExposure.self, NamedAttack.heartbleed.rawValue)
        let grade = try Self.grade(.modern().answered().missing(question))
        #expect(grade.letter == nil)
        #expect(grade.score == 93)
        #expect(grade.missing == Scene.silence)
    }

    @Test(
        "Key exchange is worth the weakest key",
        arguments: [(1024, 80), (2047, 80), (2048, 90), (4095, 90), (4096, 90), (511, 20), (512, 40)]
    )
    func keyExchange(_ bits: Int, _ score: Int) throws {
        // X25519 is worth 3072 bits, so the groups hold it at 90.
        let scene = try Scene.modern().answered().chain(
            .leaf(key: ("RSA", bits, nil, "65537")),
            .intermediate()
        )
        #expect(try Self.grade(scene).keyExchangeScore == score)
    }

    @Test func exportAndAnonymousSuitesWeakenTheExchange() throws {
        let export = try Scene.modern().answered().suites(.tls12, [0xC02F, 0x0003])
        #expect(try Self.grade(export).keyExchangeScore == 40)
        let anonymous = try Scene.modern().answered().suites(.tls12, [0xC02F, 0x00A6])
        #expect(try Self.grade(anonymous).keyExchangeScore == 0)
        #expect(try Self.grade(anonymous).score == 0)
        #expect(try Self.grade(anonymous).letter == "F")
    }

    @Test func ofSeveralAddressesTheWorstCounts() throws {
        let good = try Self.grade(.modern().answered())
        let bad = try Self.grade(.modern().answered().versions(.ssl3, .tls12).suites(.ssl3, [0x002F]))
        let lost = try Self.grade(.modern().answered().missing(Question(SuiteOffer.self, "tls1.2")))
        #expect(Grade.worst(of: [("a", good), ("b", bad)])?.letter == bad.letter)
        #expect(Grade.worst(of: [("a", good), ("b", lost)])?.letter == nil)
    }
}
