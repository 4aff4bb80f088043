// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Testing

/// What was measured clean once and is not confirmed yet.
@Suite("Weighing what is mended and not confirmed")
struct MendedTests {
    private let site = Subject.sample("a", 1)
    private let estate = Estate(ministry: Ministry(name: "M"), endpoints: [Samples.endpoint("a")])
    private let unseen = Verdict.unknown(
        because: Unestablished(phase: .connect, reason: "refused", attempts: 1)
    )

    private func posture(
        _ findings: [TrackedFinding],
        _ model: RiskModel = Samples.model(),
        settling settled: Set<FindingKey> = []
    ) -> Posture {
        model.posture(findings: findings, estate: estate, at: Samples.now, settling: settled)
    }

    @Test("it weighs what it weighed when it failed last, and keeps the verdict of the last measurement")
    func weighs() throws {
        let failing = posture([Samples.fail("steps", site, firstFailed: Samples.daysAgo(9))])
        for verdict in [Verdict.pass, .notApplicable(because: "gone"), .notTested(because: "not ours")] {
            let mended = Samples.mended("steps", site, measured: verdict, firstFailed: Samples.daysAgo(9))
            let posture = posture([mended])
            let item = try #require(posture.item("steps"))
            #expect(item.verdict == verdict && item.isOpen)
            #expect(item.mended == mended.mended)
            #expect(item.estimate == failing.item("steps")?.estimate)
            #expect(posture.category("attack")?.residual == failing.category("attack")?.residual)
            #expect(posture.category("attack")?.drivers == [item.key])
            let isSeen = verdict == .pass ? 1 : 0
            let coverage = Coverage(established: isSeen, applicable: isSeen)
            #expect(posture.category("attack")?.coverage == coverage)
        }
    }

    @Test("its level is the last that failed")
    func level() {
        let mild = posture([Samples.mended("steps", site, "some")])
        #expect(mild.item("steps")?.adverseImpact == .low)
        #expect(
            mild.item("steps")?.estimate
                == posture([Samples.fail("steps", site, "some")]).item("steps")?.estimate
        )
    }

    @Test(
        "not seen since, it counts as it did in the point, as nothing at the least, as an unknown at the most"
    )
    func unknown() throws {
        let criticality = Criticality(confidentiality: .high, integrity: .low, availability: .low)
        let estate = Estate(
            ministry: Ministry(name: "M"),
            endpoints: [Samples.endpoint("a", criticality: criticality)]
        )
        func posture(_ finding: TrackedFinding, accepted: Bool = false) -> Posture {
            var estate = estate
            if accepted { estate.acceptances = [Samples.acceptance("A", "steps", .endpoint("a"))] }
            return Samples.model().posture(findings: [finding], estate: estate, at: Samples.now)
        }
        // Moderate on high impact: half of the way from 21 to 79; at the gravest level high, from 80 to 95.
        let expected = RiskEstimate(low: 0, point: 50, high: 87.5)
        let finding = Samples.mended("steps", site, "some", measured: unseen)
        let category = try #require(posture(finding).category("attack"))
        #expect(posture(finding).item("steps")?.estimate == expected)
        #expect(category.residual == expected)
        #expect(category.coverage == Coverage(established: 0, applicable: 1))
        #expect(category.drivers == [finding.finding.key])
        // Who bears the failure does not bear what nobody knows.
        let borne = try #require(posture(finding, accepted: true).category("attack"))
        #expect(borne.residual == RiskEstimate(low: 0, point: 0, high: 87.5))
        #expect(borne.inherent == expected)
    }

    @Test("a failure beside one that was not seen since has its share of addresses at the least alone")
    func breadth() {
        let findings = [
            Samples.fail("steps", site), Samples.mended("steps", .sample("a", 2), measured: unseen),
        ]
        // One address of two, then both: (1/2 + 0 + 1/2) / 3 and half of the way from 21 to 79.
        let estimate = posture(findings).items.first { $0.key.subject == site }?.estimate
        #expect(estimate == RiskEstimate(low: 21 + 58 / 3.0, point: 50, high: 50))
    }

    @Test(
        "its age stands still at its first clean measurement, so that what was mended in time is not overdue"
    )
    func age() throws {
        func item(clean: Double, firstFailed: Double) throws -> RiskItem {
            let finding = Samples.mended(
                "steps",
                site,
                firstFailed: Samples.daysAgo(firstFailed),
                clean: Samples.daysAgo(clean)
            )
            return try #require(posture([finding]).item("steps"))
        }
        // Moderate has 90 days.
        let today = CalendarDay(Samples.now)
        let inTime = try item(clean: 1, firstFailed: 90.5)
        #expect(inTime.adverseImpact == .high && !inTime.isOverdue(on: today))
        let late = try item(clean: 1, firstFailed: 92.5)
        #expect(late.adverseImpact == .veryHigh && late.isOverdue(on: today))
        #expect(try abs(item(clean: 45, firstFailed: 90).estimate.point - (21 + 58 * 2.0 / 3)) < 1e-9)
        // A clock that went back makes nothing younger than new.
        #expect(try item(clean: 50, firstFailed: 45).estimate.point == 50)
    }

    @Test("taken as mended in a thought experiment it weighs nothing")
    func settled() {
        let finding = Samples.mended("steps", site)
        let posture = posture([finding], settling: [finding.finding.key])
        #expect(posture.items.isEmpty)
        #expect(posture.category("attack")?.residual.high == 0)
    }

    @Test("it contradicts an answer until it is confirmed")
    func contradicts() throws {
        let item = Samples.item("Q1", contradictions: [Contradiction(check: "steps", levels: [])])
        var estate = estate
        estate.attestations = [Samples.attestation("Q1", .yes)]
        func contradicting(_ finding: TrackedFinding) -> [[FindingKey]] {
            Samples.model(attestations: [item]).decisions(
                findings: [finding],
                estate: estate,
                artefacts: Samples.artefacts,
                at: Samples.now
            )
            .answers.map(\.contradicting)
        }
        let mended = Samples.mended("steps", site, firstFailed: Samples.daysAgo(9))
        #expect(contradicting(mended) == [[mended.finding.key]])
        #expect(contradicting(Samples.pass("steps", site)) == [[]])
    }

    @Test("a plan has it as mended, not as work, and not as a question")
    func plan() {
        let other = Samples.fail("grave", site)
        let mended = Samples.mended("steps", site, measured: unseen, clean: Samples.daysAgo(0.5))
        let plan = Samples.model().plan(findings: [mended, other], estate: estate, at: Samples.now)
        #expect(plan.steps.flatMap(\.bundle.findings) == [other.finding.key])
        #expect(plan.questions.isEmpty)
        #expect(plan.mended.map(\.finding) == [mended.finding.key])
        #expect(plan.mended.map(\.clean) == [Samples.daysAgo(0.5)])
        #expect(plan.mended.map(\.confirmable) == [Samples.daysAgo(-0.5)])
    }

    @Test(
        "it flaps from the number of changes on that the model says, within its days",
        arguments: [
            ([1, 2], nil), ([1, 2, 3], 3), ([1, 2, 30], 3), ([1, 2, 30.01], nil), ([1, 2, 3, 4, 40], 4),
            ([], nil),
        ] as [([Double], Int?)]
    )
    func flapping(days: [Double], changes: Int?) {
        let turns = days.map(Samples.daysAgo)
        let failure = Samples.fail("steps", site).finding
        let posture = posture([Samples.tracked(failure, firstFailed: Samples.now, turns: turns)])
        #expect(posture.item("steps")?.flapping == changes.map { Flapping(changes: $0, days: 30) })
        #expect(
            FlapRule(changes: 2, days: 2).flapping(turns, at: Samples.now)?.changes
                == (days.isEmpty ? nil : 2)
        )
    }
}
