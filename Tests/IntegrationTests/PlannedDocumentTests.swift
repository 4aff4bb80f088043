// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Testing

@testable import Checks
@testable import Pipeline
@testable import Risk
@testable import chancery

/// The documents of `plan` and `reach`, byte for byte; `CHANCERY_RECORD_FIXTURES=1` writes them anew, and
/// Scripts/check-schemas holds them against the published schemas.
struct PlannedDocumentTests {
    private static let now = Date(timeIntervalSince1970: 1_795_780_800)
    private static let site = Subject(scope: .address, name: "www.mfa.example@192.0.2.7")

    private static func expect(_ text: String, equals name: String) throws {
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/\(name)")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name) differs from the kept file")
    }

    private static let bundle = FixBundle(
        id: "tls:192.0.2.7",
        cause: .tls,
        place: "192.0.2.7",
        effort: .small,
        findings: [FindingKey(check: "tls.tls1.0-offered", subject: site)]
    )

    @Test func aPlanIsADocument() throws {
        let before = RiskEstimate(low: 90, point: 92.5, high: 99)
        let after = RiskEstimate(low: 20, point: 31.25, high: 79)
        let plan = Plan(
            asOf: Self.now,
            model: ModelStamp(
                name: "Sample",
                version: "1",
                sha256: String(repeating: "ab", count: 32),
                likelihoodRule: "nist"
            ),
            now: ["cyberattacks": before, "data-leaks": .none],
            steps: [
                PlanStep(
                    bundle: Self.bundle,
                    changes: ["cyberattacks": Change(before: before, after: after)],
                    jewels: ["www.mfa.example"],
                    ministry: after
                )
            ],
            bundles: 7,
            mended: [
                MendedFinding(
                    finding: FindingKey(check: "tls.rc4-suites", subject: Self.site),
                    clean: Self.now,
                    confirmable: Self.now.addingTimeInterval(86_400)
                )
            ],
            questions: [
                OpenQuestion(id: "Q45", subjects: [.ministry], narrows: 31.5, bands: 2),
                OpenQuestion(id: "tls.intolerant", subjects: [Self.site], narrows: 0.25, bands: 0),
            ]
        )
        let lines = [
            PlannedLines(
                check: "tls.tls1.0-offered",
                program: "nginx",
                lines: ["ssl_protocols TLSv1.2 TLSv1.3;"]
            )
        ]
        try Self.expect(try JSONText.encode(PlanDocument(plan, [lines])) + "\n", equals: "plan.json")
    }

    private static let regional = RegionalReach(regions: [
        .init(
            name: "Africa",
            weight: 0.75,
            connects: .share(from: 0.5, to: 0.75),
            inTime: .share(from: 1, to: 1, "8.0 s over 3g"),
            reachable: .unknown("no vantage in Africa has looked: \u{1B}[2J"),
            link: LinkProfile(name: "3g", down: 1600, up: 768, roundTrip: 300, source: "test"),
            time: PageTime(
                PageLoad(PageWeight(parts: []), untilFirstPaint: false),
                over: LinkProfile(name: "3g", down: 1600, up: 768, roundTrip: 250, source: "test"),
                handshake: 1...2
            )
        ),
        .init(
            name: "Europe",
            weight: 0.25,
            connects: .share(from: 1, to: 1),
            inTime: .notApplicable("the service has no pages"),
            reachable: .share(from: 1, to: 1),
            link: nil,
            time: nil
        ),
    ])

    @Test func aReachIsADocument() throws {
        let audience = Audience(
            source: "Access logs, October 2026",
            date: CalendarDay("2026-10-31"),
            regions: [
                .init(
                    name: "Africa",
                    weight: 0.75,
                    shares: ["Android 2.3": 0.25, "Android 7.0": 0.5],
                    others: 0.25
                ),
                .init(name: "Europe", weight: 0.25, shares: ["Android 7.0": 1]),
            ]
        )
        let handshakes = ["Android 2.3": false, "Android 7.0": true].sorted { $0.key < $1.key }.map {
            SimulatedHandshake(
                client: $0.key,
                connects: $0.value,
                version: nil,
                suite: nil,
                group: nil,
                whyNot: $0.value ? nil : "no common protocol version: \u{1B}[2J"
            )
        }
        let outcomes = handshakes.map { ClientsExcluded.Outcome(client: $0.client, handshakes: [$0]) }
        let lines = [
            ReachAssembly.Line(
                endpoint: try LoopbackScan.endpoint(port: 443),
                reach: .success(Reach(outcomes, audience: audience)),
                regional: Self.regional
            ),
            ReachAssembly.Line(
                endpoint: try LoopbackScan.endpoint(port: 444),
                reach: .failure(Unestablished(phase: .connect, reason: "refused", attempts: 2)),
                regional: RegionalReach(regions: [])
            ),
        ]
        let document = ReachDocument(lines, audience)
        try Self.expect(try JSONText.encode(document) + "\n", equals: "reach.json")
    }
}
