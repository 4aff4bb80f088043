// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Risk
import TestSupport
import Testing

@testable import Pipeline
@testable import chancery

/// Many cycles judged again at once come to what each comes to alone.
struct ReassessmentSeriesTests {
    private static let week: Double = 7 * 86_400
    private static let hosts = ["a", "b", "c", "d"].map { "\($0).mfa.example" }

    /// Cycles in which some sites change, one goes, and one comes.
    private func ministry(cycles: Int, seed: UInt64) async throws -> ScriptedMinistry {
        let ministry = try ScriptedMinistry()
        var generator = SeededGenerator(seed: seed)
        var bits = Dictionary(uniqueKeysWithValues: Self.hosts.map { ($0, 3072) })
        for number in 0..<cycles {
            let now = ScriptedMinistry.start.addingTimeInterval(Double(number) * Self.week)
            let listed = number < 2 ? Self.hosts.dropLast() : Self.hosts[...]
            if let host = listed.randomElement(using: &generator) {
                bits[host] = [1024, 2048, 3072].randomElement(using: &generator)
            }
            // One of them is not visited in every third cycle.
            let seen = number % 3 == 2 ? listed.dropFirst() : listed
            let visits = try seen.map { host in
                try ScriptedMinistry.visit(
                    host,
                    from: "2026-10-24",
                    until: host.hasPrefix("b") ? "2026-12-10" : "2027-12-24",
                    bits: bits[host] ?? 3072,
                    at: now
                )
            }
            try await ministry.keep(visits, of: try ScriptedMinistry.estate(Array(listed)), at: now)
        }
        return ministry
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func eachIsWhatItIsAlone(seed: UInt64) async throws {
        let ministry = try await ministry(cycles: 7, seed: seed)
        let method = try ScriptedMinistry.method.get()
        var whole: [Cycle.ID: Posture] = [:]
        let entries = try await ReassessmentSeries(store: ministry.store, method: method).entries {
            whole[$0.cycle.id] = $1
        }
        #expect(entries.map(\.cycle.id) == Array(1...7))
        for entry in entries {
            let alone = try Reassessment(method: method).result(of: try await ministry.kept(entry.cycle.id))
            let bytes = try [alone.after, try #require(whole[entry.cycle.id])].map {
                try CanonicalJSON.encode($0)
            }
            #expect(bytes[0] == bytes[1], "cycle \(entry.cycle.id)")
            #expect(entry.isSame, "cycle \(entry.cycle.id)")
        }
        let first = try #require(entries.first?.before.ministry)
        #expect(entries.contains { $0.before.ministry != first }, "nothing ever changed")
    }

    @Test func anotherModelIsShownBesideTheOldOne() async throws {
        let ministry = try await ministry(cycles: 3, seed: 4)
        let text = try String(
            contentsOf: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
            encoding: .utf8
        )
        let folder = try TemporaryFolder()
        let draft = folder.url.appending(path: "draft")
        try FileManager.default.copyItem(at: LaboratoryCycle.repository.appending(path: "Config"), to: draft)
        let file = draft.appending(path: "risk-model.conf")
        try text.replacing("LikelihoodRule=nist", with: "LikelihoodRule=min")
            .write(to: file, atomically: true, encoding: .utf8)
        let method = try Method.load(path: file.path)
        #expect(method.model.stamp != (try ScriptedMinistry.method.get().model.stamp))
        let entries = try await ReassessmentSeries(store: ministry.store, method: method)
            .entries(since: try ScriptedMinistry.day("2026-12-04"))
        #expect(entries.map(\.cycle.id) == [2, 3])
        #expect(entries.allSatisfy { !$0.isSame && $0.after.model == method.model.stamp })
        let lines = SeriesText(entries: entries, model: method.model).text
        #expect(lines.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(lines)")
        #expect(lines.contains("    2  2026-12-04  ") && lines.contains(" -> "), "\(lines)")
    }

    private static func posture(categories: [CategoryStanding] = []) -> Posture {
        Posture(
            asOf: ScriptedMinistry.start,
            model: stamp,
            ministry: assessment,
            categories: categories,
            missions: [:],
            endpoints: [:],
            items: [],
            attestations: [],
            acceptances: []
        )
    }

    private static let stamp = ModelStamp(name: "Sample", version: "1", sha256: "ab", likelihoodRule: "nist")

    private static let assessment = Assessment(
        inherent: RiskEstimate(low: 20, point: 60, high: 90),
        residual: RiskEstimate(low: 10, point: 30.5, high: 79),
        coverage: Coverage(established: 3, applicable: 4),
        evidenceIsInsufficient: true,
        drivers: []
    )

    @Test func aSeriesIsADocument() throws {
        let cycle = Cycle(
            id: 7,
            started: ScriptedMinistry.start,
            finished: ScriptedMinistry.start,
            estateSHA256: "cd",
            vantage: "test",
            toolVersion: "test"
        )
        let category = CategoryStanding(id: "cyberattacks", assessment: Self.assessment, scenarios: [])
        let later = Self.posture(categories: [category])
        let document = SeriesDocument(
            [.init(cycle: cycle, before: Self.posture(), after: later, isSame: false)],
            model: Self.stamp
        )
        let text = try JSONText.encode(document) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/reassessments.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
    }
}
