// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

import Pipeline
@testable import chancery

/// What `report --diff` prints of two made cycles.
struct DifferenceDocumentTests {
    private static let now = Date(timeIntervalSince1970: 1_795_780_800)
    private static let hostile = Subject.endpoint("evil\u{1B}[2J.mfa.example")
    private static let site = Subject(scope: .address, name: "www.mfa.example@192.0.2.7")
    private static let mail = Subject.endpoint("mail.mfa.example")

    private static func fail(_ level: String, _ seen: String) -> Verdict {
        .fail(level: level, seen: seen, expected: "none of it")
    }

    private static func item(_ key: FindingKey, _ verdict: Verdict, _ value: Double, mended: Mended?)
        -> RiskItem
    {
        RiskItem(
            key: key,
            verdict: verdict,
            category: "cyberattacks",
            scenarios: ["RC1"],
            initiation: .high,
            adverseImpact: .high,
            likelihood: .high,
            impact: .high,
            estimate: RiskEstimate(low: value, point: value, high: value),
            acceptance: verdict.state == .fail && value > 90 ? "legacy" : nil,
            firstFailed: now,
            mended: mended
        )
    }

    private static func posture(at date: Date, _ point: Double, _ items: [RiskItem], model: String) -> Posture
    {
        let estimate = RiskEstimate(low: point - 5, point: point, high: point + 5)
        let assessment = Assessment(
            inherent: estimate,
            residual: estimate,
            coverage: Coverage(established: 3, applicable: 4),
            evidenceIsInsufficient: false,
            drivers: []
        )
        return Posture(
            asOf: date,
            model: ModelStamp(
                name: "Sample\u{1B}[2J",
                version: model,
                sha256: String(repeating: "a\(model)", count: 32),
                likelihoodRule: "nist"
            ),
            ministry: assessment,
            categories: [CategoryStanding(id: "cyberattacks", assessment: assessment, scenarios: [])],
            missions: [:],
            endpoints: [:],
            items: items,
            attestations: [],
            acceptances: []
        )
    }

    private static func side(
        _ number: Int64,
        _ point: Double,
        _ verdicts: [(String, Subject, Verdict, Double)],
        listed: [Subject],
        model: String,
        mended: Mended? = nil
    ) -> ComparedCycle {
        let date = now.addingTimeInterval(Double(number) * 7 * 86_400)
        let tracked = verdicts.map { check, subject, verdict, _ in
            TrackedFinding(
                number: 7,
                finding: Finding(check: check, subject: subject, verdict: verdict),
                since: date,
                firstFailed: nil,
                lastSeen: date,
                reopened: 0,
                mended: check == "certificate.expired" ? mended : nil
            )
        }
        let items = zip(tracked, verdicts).filter { $0.0.isOpen || $0.0.finding.verdict.state == .unknown }
            .map { item($0.finding.key, $0.finding.verdict, $1.3, mended: $0.mended) }
        let judged = posture(at: date, point, items, model: "2")
        return ComparedCycle(
            cycle: Cycle(
                id: number,
                started: date,
                finished: date,
                estateSHA256: "",
                vantage: "test",
                toolVersion: "0.\(number).0\u{1B}[2J"
            ),
            kept: posture(at: date, model == "2" ? point : point + 3, [], model: model),
            posture: judged,
            alike: judged,
            listed: Set(listed + [.ministry]),
            findings: tracked,
            checks: number == 1 ? ["tls.rc4-suites", "certificate.expired", "names.caa-missing"] : nil
        )
    }

    private static let unknown = Verdict.unknown(
        because: Unestablished(phase: .connect, reason: "refused\u{1B}[2J", attempts: 3)
    )
    private static let www = Subject.endpoint("www.mfa.example")

    /// Every kind of finding that there is something to say of, on names that nobody may obey.
    private static let difference = PostureDifference(
        from: side(
            1,
            70,
            [
                ("tls.rc4-suites", site, fail("offered", "RC4"), 60),
                ("certificate.expired", site, fail("expired", "expired on 2026-11-01"), 95),
                ("certificate.expired", mail, .pass, 0),
                ("tls.rc4-suites", mail, fail("offered", "RC4\u{1B}[2J"), 60),
                ("names.caa-missing", .ministry, fail("missing", "no record"), 30),
                ("tls.rc4-suites", .domain("gone.example"), fail("offered", "RC4"), 85),
            ],
            listed: [www, mail, .domain("gone.example")],
            model: "1"
        ),
        to: side(
            2,
            50,
            [
                ("tls.rc4-suites", site, fail("offered", "RC4"), 85),
                ("certificate.expired", site, .pass, 95),
                ("certificate.expired", mail, fail("expired", "expired on 2026-12-01"), 95),
                ("tls.rc4-suites", mail, unknown, 60),
                ("names.caa-missing", .ministry, .pass, 0),
                ("tls.rc4-suites", hostile, fail("offered", "RC4"), 60),
                ("tls.version-obsolete", site, fail("weak", "TLS 1.0"), 40),
            ],
            listed: [www, mail, hostile],
            model: "2",
            mended: Mended(failure: fail("expired", "expired on 2026-11-01"), clean: now)
        ),
        levels: ["tls.rc4-suites": ["offered"]]
    )

    @Test func itIsADocument() throws {
        let text = try JSONText.encode(DifferenceDocument(Self.difference)) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/difference.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
    }

    @Test func itsLinesFitATerminal() {
        let text = DifferenceText(difference: Self.difference, titles: ["cyberattacks": "Cyberattacks"]).text
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        #expect(!text.unicodeScalars.contains("\u{1B}"))
        for line in [
            "From cycle 1 of 2026-12-04T12:00:00Z, version 0.1.0\\u{001B}[2J, closed by",
            "Newly listed: evil\\u{001B}[2J.mfa.example", "Listed no longer: gone.example",
            "- Cyberattacks: moderate 70 [65–75] -> moderate 50 [45–55], better",
            "Cycle 1 as it was closed, by Sample\\u{001B}[2J 1 (a1a1a1a1a1a1), and by",
            "Worse (1)\n- tls.rc4-suites  www.mfa.example@192.0.2.7", "Closed (1)\n- names.caa-missing",
            "Not established any more; what was open is not closed (1)\n- tls.rc4-suites  mail.mfa.example",
            "By checks that the version of then did not have (1)\n- tls.version-obsolete",
            "On what is newly listed (1)", "On what is listed no longer (1)",
            "1 finding unchanged, 1 of them open.",
        ] {
            #expect(text.contains(line), "\(line)\nis not in\n\(text)")
        }
    }

    @Test func whereNothingIsAnotherItSaysSo() {
        let same = PostureDifference(from: Self.difference.to, to: Self.difference.to, levels: [:])
        let text = DifferenceText(difference: same, titles: [:]).text
        #expect(text.hasSuffix("Nothing is another: 7 findings unchanged, 5 of them open."))
    }
}
