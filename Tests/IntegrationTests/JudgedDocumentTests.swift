// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import Testing

@testable import Pipeline
@testable import chancery

/// The documents that programs read, byte for byte; `CHANCERY_RECORD_FIXTURES=1` writes them anew, and
/// Scripts/check-schemas holds them against the published schemas.
struct JudgedDocumentTests {
    private static let now = Date(timeIntervalSince1970: 1_795_780_800)
    private static let hostile = Subject.endpoint("www;evil,\\\r\nEND:VCALENDAR\u{1B}[2J.mfa.example")
    private static let site = Subject(scope: .address, name: "www.mfa.example@192.0.2.7")

    private static func expect(_ text: String, equals name: String) throws {
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/\(name)")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name) differs from the kept file")
    }

    private static func posture(at date: Date, point: Double, version: String) -> Posture {
        let estimate = RiskEstimate(low: point / 2, point: point, high: 80)
        let assessment = Assessment(
            inherent: estimate,
            residual: estimate,
            coverage: Coverage(established: 3, applicable: 4),
            evidenceIsInsufficient: false,
            drivers: [FindingKey(check: "certificate.expired", subject: site)]
        )
        return Posture(
            asOf: date,
            model: ModelStamp(
                name: "Sample",
                version: version,
                sha256: String(repeating: "ab", count: 32),
                likelihoodRule: "nist"
            ),
            ministry: assessment,
            categories: [CategoryStanding(id: "cyberattacks", assessment: assessment, scenarios: [])],
            missions: [:],
            endpoints: ["www.mfa.example": assessment],
            items: [],
            attestations: [],
            acceptances: []
        )
    }

    private static func changes() throws -> [FindingChange] {
        let failure = Verdict.fail(
            level: "expired",
            seen: "expired on 2027-01-22",
            expected: "a valid certificate"
        )
        let change = try #require(
            FindingChange(
                FindingKey(check: "certificate.expired", subject: site),
                from: .pass,
                to: failure,
                on: CalendarDay("2027-01-22"),
                band: .high
            )
        )
        let lost = try #require(
            FindingChange(
                FindingKey(check: "names.caa-missing", subject: .domain("mfa.example")),
                from: .fail(level: "missing", seen: "no record", expected: "a record"),
                to: .unknown(because: Unestablished(phase: .reply, reason: "no answer", attempts: 2)),
                on: nil,
                band: nil
            )
        )
        return [change, lost]
    }

    @Test func aReassessmentIsADocument() throws {
        let later = Self.now.addingTimeInterval(108 * 86_400)
        let result = Reassessed(
            cycle: Cycle(
                id: 7,
                started: Self.now,
                finished: Self.now,
                estateSHA256: String(repeating: "cd", count: 32),
                vantage: "test",
                toolVersion: "test"
            ),
            before: Self.posture(at: Self.now, point: 20, version: "1"),
            after: Self.posture(at: later, point: 60, version: "2"),
            findings: [],
            settled: [FindingKey(check: "tls.rc4-suites", subject: Self.site)],
            confirmed: [FindingKey(check: "web.hsts-missing", subject: Self.site)],
            changes: try Self.changes(),
            attestations: [
                StandingChange(
                    id: "Q1",
                    subject: .ministry,
                    before: "counted",
                    after: "expired",
                    lastDay: CalendarDay("2026-12-31")
                )
            ],
            acceptances: [
                StandingChange(id: "new", subject: Self.hostile, before: nil, after: "in_force", lastDay: nil)
            ]
        )
        let document = ReassessmentDocument(result, without: ["tls.rc4-suites"])
        try Self.expect(try JSONText.encode(document) + "\n", equals: "reassessment.json")
    }

    private static let calendar = FailureCalendar(
        cycle: 7,
        from: now,
        through: now.addingTimeInterval(365 * 86_400),
        model: posture(at: now, point: 20, version: "1").model,
        entries: [
            entry("2026-12-16", .acceptanceEnds, "old-site; \u{7}", subjects: [hostile]),
            entry("2026-12-20", .overdue, "tls.rc4-suites", level: "offered", band: .moderate),
            entry("2027-01-01", .attestationEnds, "Q1", subjects: [.ministry]),
            entry(
                "2027-01-22",
                .fails,
                "certificate.expired",
                level: "expired",
                band: .veryHigh,
                subjects: [hostile, site],
                evidence: "expired on 2027-01-22, \u{2028}\"née\" 漢字 \(String(repeating: "é", count: 90))"
            ),
            entry(
                "2027-02-01",
                .worsens,
                "names.dnssec-ends-soon",
                level: "expired",
                band: .high,
                isContinual: true,
                subjects: [.domain("mfa.example")]
            ),
        ]
    )

    private static func entry(
        _ day: String,
        _ kind: CalendarEntry.Kind,
        _ id: String,
        level: String? = nil,
        band: Band? = nil,
        isContinual: Bool = false,
        subjects: [Subject] = [site],
        evidence: String = ""
    ) -> CalendarEntry {
        CalendarEntry(
            day: CalendarDay(day) ?? CalendarDay(now),
            kind: kind,
            id: id,
            title: "A title, with a comma; \(id)",
            level: level,
            band: band,
            isContinual: isContinual,
            subjects: subjects,
            evidence: evidence
        )
    }

    @Test func aCalendarIsADocumentAndAFileForCalendarPrograms() throws {
        let document = try JSONText.encode(CalendarDocument(Self.calendar))
        try Self.expect(document + "\n", equals: "calendar.json")
        let file = ICalendar(Self.calendar, ministry: "Ministry, \(Self.hostile.name)").text
        try Self.expect(file, equals: "calendar.ics")
        #expect(file.split(separator: "\r\n").filter { $0.hasPrefix("END:VCALENDAR") }.count == 1)
        #expect(!file.unicodeScalars.contains("\u{1B}"))
    }
}
