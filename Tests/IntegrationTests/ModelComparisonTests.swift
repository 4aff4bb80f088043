// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Store
import StoreSQLite
import Testing

@testable import Pipeline
@testable import chancery

/// Two models side by side for a time after the change.
struct ModelComparisonTests {
    private static let week: Double = 7 * 86_400

    /// The shipped model with another likelihood rule, as read from a file.
    private static func draft() throws -> Pipeline.Method {
        let file = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing("LikelihoodRule=nist", with: "LikelihoodRule=min")
        return try Method.load(bytes: Array(changed.utf8), name: "draft.conf")
    }

    /// A cycle by the shipped model, and one by the draft a week later.
    private static func ministry(keepsModel: Bool) async throws -> ScriptedMinistry {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let method = try draft()
        let estate = try await ministry.kept().estate
        let now = ScriptedMinistry.start.addingTimeInterval(week)
        let plan = CyclePlan(started: now, estate: estate, vantage: "test", toolVersion: "test")
        let cycle = try await ministry.store.open(plan)
        for visit in try await ministry.store.measurements(in: nil) {
            try await ministry.store.record(visit, in: cycle)
        }
        let kept = try await ministry.kept()
        let judged = try await method.judge(kept.evidence, in: cycle, of: ministry.store, at: now)
        if keepsModel { try await ministry.store.keepModel(method.modelFile) }
        try await ministry.store.close(cycle, at: now, posture: judged.posture)
        return ministry
    }

    private static func comparison(
        _ ministry: ScriptedMinistry,
        by method: Pipeline.Method,
        days: Int = 90,
        after weeks: Double = 2
    ) async throws -> ModelComparison? {
        try await ModelComparisonAssembly(
            store: ministry.store,
            method: method,
            overlap: .seconds(days * 86_400)
        )
        .comparison(at: ScriptedMinistry.start.addingTimeInterval(weeks * week))
    }

    @Test func theLastCycleOfTheEarlierModelIsJudgedByBoth() async throws {
        let ministry = try await Self.ministry(keepsModel: false)
        let draft = try Self.draft()
        let comparison = try #require(try await Self.comparison(ministry, by: draft))
        let kept = try await ministry.kept(1)
        #expect(comparison.cycle == 1)
        #expect(comparison.earlier == kept.posture.model && comparison.later == draft.model.stamp)
        #expect(comparison.ministryBefore == kept.posture.ministry.residual)
        #expect(comparison.ministryAfter == Reassessment(method: draft).posture(of: kept).ministry.residual)
        #expect(comparison.categories.contains { $0.before != $0.after }, "the models say the same")
        #expect(comparison.lastDay == CalendarDay("2027-03-04"))
        let text = ModelComparisonText.text(comparison, titles: [:])
        #expect(text.contains(" -> ") && text.contains("until"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    }

    @Test func bothAreShownForATime() async throws {
        let ministry = try await Self.ministry(keepsModel: false)
        let draft = try Self.draft()
        #expect(try await Self.comparison(ministry, by: draft, days: 7, after: 2) != nil)
        #expect(try await Self.comparison(ministry, by: draft, days: 7, after: 2.1) == nil)
        #expect(try await Self.comparison(ministry, by: draft, days: 0) == nil)
        let calm = try await ScriptedMinistry.afterOneCycle()
        #expect(try await Self.comparison(calm, by: draft) == nil, "the model in force judged no cycle yet")
    }

    @Test func aModelThatIsInForceNoMoreIsReadFromTheStore() async throws {
        let shipped = try ScriptedMinistry.method.get()
        let lost = try await Self.ministry(keepsModel: false)
        #expect(try await Self.comparison(lost, by: shipped) == nil)
        let kept = try await Self.ministry(keepsModel: true)
        let comparison = try await Self.comparison(kept, by: shipped)
        #expect(comparison?.later == (try Self.draft().model.stamp))
    }
}
