// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Store
import StoreSQLite
import Testing

@testable import Pipeline
@testable import chancery

/// The figures of cycle after cycle, as they were kept.
struct TrendTests {
    private static let day: Double = 86_400
    private static let start = Date(timeIntervalSince1970: 1_795_780_800)  // 2026-11-27T12:00:00Z

    private static func assessment(_ low: Double, _ point: Double, _ high: Double) -> Assessment {
        let estimate = RiskEstimate(low: low, point: point, high: high)
        return Assessment(
            inherent: RiskEstimate(low: low, point: max(point, 60), high: max(high, 60)),
            residual: estimate,
            coverage: Coverage(established: 3, applicable: 4),
            evidenceIsInsufficient: high > 90,
            drivers: []
        )
    }

    private static func item(_ endpoint: String, band value: Double, days: Double, at now: Date) -> RiskItem {
        RiskItem(
            key: FindingKey(check: "tls.rc4-suites", subject: .endpoint(endpoint)),
            verdict: .fail(level: "offered", seen: "RC4", expected: "none"),
            category: "cyberattacks",
            scenarios: [],
            initiation: .high,
            adverseImpact: .high,
            likelihood: .high,
            impact: .high,
            estimate: RiskEstimate(low: value, point: value, high: value),
            acceptance: nil,
            firstFailed: now.addingTimeInterval(-days * day),
            deadlineDays: 30
        )
    }

    /// - Parameter endpoints: the ids with their residual points.
    private static func kept(
        _ number: Int64,
        ministry: Assessment,
        endpoints: [String: Double],
        missions: [String: Assessment] = [:],
        model: String = "1",
        tool: String = "0.1.0",
        hasTally: Bool = true
    ) -> KeptFigures {
        let now = start.addingTimeInterval(Double(number) * 7 * day)
        let cycle = Cycle(
            id: number,
            started: now,
            finished: now,
            estateSHA256: "",
            vantage: "test",
            toolVersion: tool
        )
        let posture = Posture(
            asOf: now,
            model: ModelStamp(
                name: "Sample\u{1B}[2J",
                version: model,
                sha256: String(repeating: model, count: 64),
                likelihoodRule: "nist"
            ),
            ministry: ministry,
            categories: [CategoryStanding(id: "cyberattacks", assessment: ministry, scenarios: [])],
            missions: missions,
            endpoints: endpoints.mapValues { assessment($0, $0, $0) },
            items: endpoints.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map {
                item($0.key, band: $0.value, days: 20 + 7 * Double(number), at: now)
            },
            attestations: [],
            acceptances: []
        )
        return KeptFigures(
            cycle: cycle,
            posture: posture.figures,
            tally: hasTally ? PostureTally(posture, of: estate(endpoints.keys, missions.keys)) : nil
        )
    }

    private static func estate(
        _ endpoints: some Collection<String>,
        _ missions: some Collection<String>
    ) -> Estate {
        Estate(
            ministry: Ministry(name: ""),
            missions: missions.sorted().map {
                Mission(id: $0, name: $0, region: nil, languages: [], owner: nil)
            },
            endpoints: endpoints.sorted().map { id in
                Endpoint(
                    id: id,
                    host: id,
                    port: 443,
                    service: .https,
                    role: .publicWebsite,
                    mission: id.split(separator: ".").last.map(String.init),
                    criticality: Role.publicWebsite.defaultCriticality,
                    secrecyLifetimeDays: nil,
                    authorisation: Authorisation(tier: .active),
                    addresses: []
                )
            }
        )
    }

    private static let sample = Trend(
        [
            kept(
                1,
                ministry: assessment(80, 85, 99),
                endpoints: ["www.lima": 85, "www.paris": 40],
                missions: ["lima": assessment(85, 85, 85), "paris": assessment(40, 40, 40)],
                hasTally: false
            ),
            kept(
                2,
                ministry: assessment(50, 60, 79),
                endpoints: ["www.paris": 40, "www.rome\u{1B}[2J": 60],
                missions: ["paris": assessment(40, 40, 70), "rome": assessment(60, 60, 60)]
            ),
            kept(
                3,
                ministry: assessment(20, 30, 40),
                endpoints: ["www.oslo": 0, "www.paris": 21, "www.rome\u{1B}[2J": 30],
                missions: [
                    "oslo": assessment(0, 0, 0), "paris": assessment(21, 21, 21),
                    "rome": assessment(30, 30, 30),
                ],
                tool: "0.2.0"
            ),
        ],
        TrendFilter()
    )

    private static let comparison = ModelComparison(
        cycle: 2,
        before: kept(2, ministry: assessment(50, 60, 79), endpoints: [:]).posture,
        after: kept(2, ministry: assessment(20, 30, 79), endpoints: [:], model: "2").posture,
        lastDay: CalendarDay(start)
    )

    private static func change(
        _ before: (Double, Double, Double),
        _ after: (Double, Double, Double),
        isSameModel: Bool = true
    ) -> RiskChange {
        RiskChange(
            from: RiskEstimate(low: before.0, point: before.1, high: before.2),
            to: RiskEstimate(low: after.0, point: after.1, high: after.2),
            isSameModel: isSameModel
        )
    }

    @Test func aDirectionIsGivenWhereIntervalsAllowIt() {
        #expect(Self.change((80, 85, 90), (40, 50, 60)).direction == .better)
        #expect(Self.change((40, 50, 60), (80, 85, 90)).direction == .worse)
        #expect(Self.change((40, 50, 60), (60, 65, 70)).direction == .overlap, "they touch")
        #expect(
            Self.change((40, 50, 90), (50, 70, 95)).direction == .overlap,
            "both bounds rose, and prove nothing"
        )
        #expect(Self.change((40, 50, 60), (40, 50, 60)).direction == .same)
        #expect(Self.change((80, 85, 90), (40, 50, 60), isSameModel: false).direction == .otherModel)
    }

    @Test func numbersOfDifferentBandsAreNotSubtracted() {
        let across = Self.change((80, 85, 90), (40, 50, 60))
        #expect(across.bands == -1 && across.number == nil)
        let within = Self.change((40, 50, 60), (30, 40, 50))
        #expect(within.bands == 0 && within.number == -10)
    }

    @Test func aSpreadIsThatOfMissions() throws {
        let figures = ["a": 10.0, "b": 20, "c": 30, "d": 30, "e": 5].mapValues { (value: $0, most: $0) }
        let spread = try #require(MissionSpread(category: nil, figures))
        #expect(
            [spread.least, spread.lowerQuartile, spread.median, spread.upperQuartile, spread.most]
                == [5, 10, 20, 30, 30]
        )
        #expect(spread.best == ["e"] && spread.worst == ["c", "d"] && spread.open == 0)
        let one = try #require(MissionSpread(category: nil, ["a": (value: 7, most: 9)]))
        #expect(one.lowerQuartile == 7 && one.upperQuartile == 7 && one.open == 1)
        #expect(MissionSpread(category: nil, [:]) == nil)
    }

    @Test func theMinistryIsFollowedFromFirstToLast() throws {
        let line = try #require(Self.sample.lines.first)
        #expect(line.scope == .ministry)
        #expect(line.points.map { $0?.residual.point } == [85, 60, 30])
        #expect(line.change?.direction == .better, "80 at least, 40 at most")
        #expect(line.points.map { $0?.open?.open } == [nil, 2, 2])
        #expect(line.points.last??.open?.overdue == 2)
        #expect(line.points.last??.open?.meanAge(at: Self.sample.moments[2].asOf) == 41)
        #expect(Self.sample.moments.map(\.isOtherTool) == [false, false, true])
        let lima = try #require(Self.sample.lines.first { $0.id == "lima" })
        #expect(lima.points.map { $0 != nil } == [true, false, false] && lima.change == nil)
    }

    @Test func endpointsOfBothCyclesAreComparedApart() throws {
        let parts = Self.sample.likeForLike
        #expect(parts.map(\.from) == [1, 2, 1] && parts.map(\.to) == [2, 3, 3])
        let first = try #require(parts.first)
        #expect(first.added == ["www.rome\u{1B}[2J"] && first.removed == ["www.lima"] && first.common == 1)
        #expect(first.plain?.change.direction == .better, "a bad one was taken off the list")
        #expect(first.alike?.change.direction == .same, "what stayed is as it was")
        let second = parts[1]
        #expect(second.alike?.before.open?.open == 2 && second.alike?.after.open?.open == 2)
        #expect(second.added == ["www.oslo"] && second.alike?.change.direction == .better)
        let kept = Self.kept(4, ministry: Self.assessment(0, 0, 0), endpoints: ["x": 1])
        #expect(Trend([kept, kept], TrendFilter()).likeForLike.isEmpty)
    }

    @Test func missionsAreComparedByCategory() throws {
        let spreads = try #require(Self.sample.spreads.last)
        #expect(spreads.map(\.category) == [nil, "cyberattacks"])
        #expect(spreads[0].best == ["oslo"] && spreads[0].worst == ["rome"])
        #expect(spreads[1].most == 21, "rome's endpoint lies in a mission of another name")
        #expect(Self.sample.spreads[0].map(\.category) == [nil], "no counts were kept")
    }

    @Test func anotherModelIsNamedAndMakesChangesIncomparable() throws {
        let trend = Trend(
            [
                Self.kept(1, ministry: Self.assessment(80, 85, 90), endpoints: ["a": 85]),
                Self.kept(2, ministry: Self.assessment(10, 10, 10), endpoints: ["b": 10], model: "2"),
            ],
            TrendFilter()
        )
        #expect(trend.moments.map(\.isOtherModel) == [false, true])
        #expect(trend.lines.first?.change?.direction == .otherModel)
        let text = TrendText(trend: trend, titles: [:], showsAllSeries: false).text
        #expect(text.contains("from here by Sample\\u{001B}[2J 2 (222222222222)"))
        #expect(text.contains("not comparable: by another model"))
        #expect(trend.likeForLike.first?.common == 0 && trend.likeForLike.first?.alike == nil)
    }

    @Test func itsLinesFitATerminal() {
        let text = TrendText(
            trend: Self.sample,
            titles: ["cyberattacks": "Cyberattacks"],
            showsAllSeries: true
        ).text
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        #expect(!text.unicodeScalars.contains("\u{1B}"))
        #expect(text.contains("not listed"))
        #expect(text.contains("from here by version 0.2.0 of the program"))
        #expect(text.contains("added: www.rome\\u{001B}[2J"))
        #expect(text.contains("- Ministry (its worst category): better;"))
    }

    @Test func aTrendIsADocument() throws {
        let text = try JSONText.encode(TrendDocument(Self.sample, Self.comparison)) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/trend.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
    }

    @Test func storedCyclesAreFiltered() async throws {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let later = ScriptedMinistry.start.addingTimeInterval(70 * Self.day)
        let visit = try ScriptedMinistry.visit(
            "www.mfa.example",
            from: "2026-12-24",
            until: "2027-11-22",
            at: later
        )
        try await ministry.keep([visit], of: try ScriptedMinistry.estate(["www.mfa.example"]), at: later)
        let assembly = TrendAssembly(store: ministry.store)
        let all = try #require(try await assembly.trend())
        #expect(all.moments.map(\.cycle.id) == [1, 2])
        #expect(all.lines.first?.points.compactMap { $0?.open }.count == 2, "counts are kept at the close")
        let items = try #require(try await ministry.store.posture(of: 2)).items
        let open = items.count { $0.isOpen && !$0.isBorne }
        #expect(all.lines.first?.points.last??.open?.open == open)
        #expect(all.likeForLike.first?.removed == ["new.mfa.example", "old.mfa.example"])
        let day = try ScriptedMinistry.day("2027-01-01")
        #expect(try await assembly.trend(TrendFilter(since: day))?.moments.map(\.cycle.id) == [2])
        #expect(try await assembly.trend(TrendFilter(until: day))?.moments.map(\.cycle.id) == [1])
        #expect(try await assembly.trend(TrendFilter(since: day, until: day)) == nil)
        let named = try #require(
            try await assembly.trend(
                TrendFilter(categories: ["cyberattacks"], endpoints: ["www.mfa.example"])
            )
        )
        #expect(named.lines.map(\.id) == ["", "cyberattacks", "www.mfa.example"])
    }
}
