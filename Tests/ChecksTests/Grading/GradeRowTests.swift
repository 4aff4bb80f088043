// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Standards
import TLSWire
import Testing

/// A server that one row of the table is about.
struct RowCase: Sendable, CustomTestStringConvertible {
    let row: String
    let scene: @Sendable (Scene) throws -> Scene

    init(_ row: String, _ scene: @escaping @Sendable (Scene) throws -> Scene) {
        self.row = row
        self.scene = scene
    }

    var testDescription: String { row }
}

struct GradeRowTests {
    static let table = try? Standards.shipped().grade

    static func attack(_ row: String, _ attack: NamedAttack) -> RowCase {
        RowCase(row) {
            try $0.suites(.tls12, [0xC02F, 0x002F, 0xC013])
                .seeing(AttackExposure(attack, .vulnerable, evidence: "it answered"))
        }
    }

    static let weakLeaf = CertificateSummary.leaf(key: ("RSA", 1023, nil, "65537"))

    static let versions: [RowCase] = [
        RowCase("ssl2") { try $0.versions(.ssl2, .tls12, .tls13) },
        RowCase("no-tls1.2") { try $0.versions(.tls11).suites(.tls11, [0xC013]) },
        RowCase("no-tls1.2-2015") { try $0.versions(.tls11).suites(.tls11, [0xC013]) },
        RowCase("ssl3") { try $0.versions(.ssl3, .tls12).suites(.ssl3, [0x0005]) },
        RowCase("ssl3-best") { try $0.versions(.ssl3).suites(.ssl3, [0x002F]) },
        RowCase("tls1.0-or-tls1.1") { try $0.versions(.tls11, .tls12).suites(.tls11, [0xC013]) },
        RowCase("no-tls1.3") { try $0.versions(.tls12) },
    ]

    static let suites: [RowCase] = [
        RowCase("beast") { try $0.versions(.tls10, .tls12).suites(.tls10, [0xC013]) },
        RowCase("poodle") { try $0.versions(.ssl3, .tls12).suites(.ssl3, [0x002F]) },
        RowCase("rc4-modern") { try $0.suites(.tls12, [0xC011, 0xC02F]) },
        RowCase("rc4-modern-2015") { try $0.suites(.tls12, [0xC011, 0xC02F]) },
        RowCase("rc4") { try $0.suites(.tls12, [0xC02F, 0xC011]) },
        RowCase("rc4-only") { try $0.versions(.tls12).suites(.tls12, [0x0005]) },
        RowCase("export") { try $0.suites(.tls12, [0xC02F, 0x0003]) },
        RowCase("64-bit-blocks") { try $0.suites(.tls12, [0xC012, 0xC02F]) },
        RowCase("no-forward-secrecy") { try $0.versions(.tls12).suites(.tls12, [0x009C]) },
        RowCase("no-forward-secrecy-2018") { try $0.versions(.tls12).suites(.tls12, [0x009C]) },
        RowCase("no-aead") { try $0.versions(.tls12).suites(.tls12, [0xC013]) },
        RowCase("dh-below-2048") { try $0.suites(.tls12, [0xC02F, 0x009E]).dhe(1024) },
        RowCase("crime") { try $0.seeing(CompressionOffer(method: 1)) },
        RowCase("crime-2015") { try $0.seeing(CompressionOffer(method: 1)) },
        RowCase("no-secure-renegotiation") {
            try $0.seeing(ExtensionOffer(version: .tls12, extensions: [0x0017]))
        },
    ]

    static let certificates: [RowCase] = [
        RowCase("key-below-2048") { try $0.chain(weakLeaf, .intermediate()) },
        RowCase("key-below-1024") { try $0.chain(weakLeaf, .intermediate()) },
        RowCase("exponent-1") { try $0.chain(.leaf(key: ("RSA", 3072, nil, "1")), .intermediate()) },
        RowCase("md5") { try $0.chain(.leaf(digest: "MD5"), .intermediate()) },
        RowCase("sha1") { try $0.chain(.leaf(), .intermediate(digest: "SHA1")) },
        RowCase("chain-incomplete") { try $0.trust(.issuerMissing) },
        RowCase("not-trusted") { try $0.trust(.selfSigned) },
        RowCase("name-mismatch") {
            try $0.seeing(ServerNameMatch(aspect: CertificateChain.served, serverName: "www", matches: false))
        },
        RowCase("expired") { try $0.chain(.leaf(from: day("2007-01-01"), until: day("2008-01-01"))) },
        RowCase("not-yet-valid") { try $0.chain(.leaf(from: day("2099-01-01"), until: day("2099-02-01"))) },
        RowCase("symantec-2016") {
            try $0.chain(.leaf(from: day("2015-01-01"))).seeing(
                ChainTrust.anchored("CN=X,O=VeriSign\\, Inc.,C=US")
            )
        },
        RowCase("symantec") {
            try $0.chain(.leaf(from: day("2017-01-01"))).seeing(
                ChainTrust.anchored("CN=X,O=GeoTrust Inc.,C=US")
            )
        },
        RowCase("revoked") {
            try $0.seeing(
                RevocationStatus(
                    chain: CertificateChain.served,
                    source: .ocsp,
                    status: .revoked,
                    isSigned: true
                )
            )
        },
        RowCase("debian-key") {
            try $0.seeing(
                KeyTrials(
                    aspect: CertificateChain.served,
                    trials: [.init(position: 0, spkiSHA256: "aa", isROCA: false, isDebianWeak: true)],
                    listSHA256: "cd"
                )
            )
        },
    ]

    static let attacks = [
        attack("poodle-tls", .poodleTLS), attack("cve-2016-2107", .poodleTLS),
        attack("padding-oracles", .poodleTLS), attack("heartbleed", .heartbleed),
        attack("ccs-injection", .ccsInjection), attack("ticketbleed", .ticketbleed), attack("robot", .robot),
        attack("drown", .drown), attack("fallback", .fallbackSCSV),
        RowCase("insecure-renegotiation") {
            try $0.seeing(
                ExtensionOffer(version: .tls12, extensions: [0x0017]),
                AttackExposure(.insecureRenegotiation, .vulnerable, evidence: "it renegotiated")
            )
        },
    ]

    static let all = versions + suites + certificates + attacks

    private static func grade(_ scene: Scene, _ table: GradeTable, on day: CalendarDay) -> Grade {
        let facts = GradeFacts(of: Scene.address, service: .https, in: scene.evidence)
        return table.grade(facts, at: day.start)
    }

    @Test("A row takes effect where its condition holds, and on its days alone", arguments: all)
    func row(_ test: RowCase) throws {
        let table = try #require(Self.table)
        let row = try #require(table.rows.first { $0.id == test.row })
        let scene = try test.scene(Scene.modern().answered())
        func hasReason(_ grade: Grade) -> Bool {
            grade.reasons.contains { $0.hasPrefix(row.text) && $0.hasSuffix("(\(row.edition))") }
        }
        let first = Self.grade(scene, table, on: row.from)
        #expect(hasReason(first), "\(first.reasons)")
        #expect(!hasReason(Self.grade(scene, table, on: row.from.adding(days: -1))))
        if let until = row.until {
            #expect(hasReason(Self.grade(scene, table, on: until)))
            #expect(!hasReason(Self.grade(scene, table, on: until.adding(days: 1))))
        }
        // What a sound server shows has no such reason on any day.
        let sound = try Scene.modern().answered()
            .chain(.leaf(from: day("2000-01-01"), until: day("2100-01-01")), .intermediate())
        #expect(!hasReason(Self.grade(sound, table, on: row.from)))
        try expect(first, bounded: row.effect)
    }

    private func expect(_ grade: Grade, bounded effect: GradeEffect) throws {
        switch effect {
        case .cap(let cap):
            let ignored = try #require(grade.trustIgnored.flatMap(GradeLetter.init))
            #expect(ignored <= cap)
        case .warning: #expect(try #require(grade.trustIgnored.flatMap(GradeLetter.init)) <= .aMinus)
        case .noAPlus: #expect(grade.letter != "A+")
        case .untrusted: #expect(grade.letter == "T")
        case .mismatch: #expect(grade.letter == "M")
        }
    }

    @Test func everyRowThatIsMeasuredHasItsCase() throws {
        let table = try #require(Self.table)
        let unmeasured: Set = ["no-long-hsts", "no-hsts", "hpkp"]
        #expect(Set(Self.all.map(\.row)).union(unmeasured) == Set(table.rows.map(\.id)))
    }

    @Test func everyConditionIsAskedBySomeRow() throws {
        let table = try #require(Self.table)
        #expect(Set(table.rows.map(\.condition)) == Set(GradeCondition.allCases))
    }
}

extension ChainTrust {
    /// Trusted by an anchor.
    static func anchored(_ anchor: String) -> ChainTrust {
        ChainTrust(
            aspect: CertificateChain.served,
            outcome: .trusted,
            code: 0,
            text: "ok",
            path: ["cc"],
            anchor: anchor,
            storeSHA256: "00"
        )
    }
}
