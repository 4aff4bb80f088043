// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Risk

/// The staircase against judging everything again from the beginning.
@Suite("Properties of a plan")
struct PlanPropertyTests {
    private static func posture(_ random: RandomCase, settling settled: Set<FindingKey>) -> Posture {
        random.model.posture(
            findings: random.findings,
            estate: random.estate,
            at: Samples.now,
            settling: settled
        )
    }

    private static func estimates(_ posture: Posture) -> [String: RiskEstimate] {
        Dictionary(uniqueKeysWithValues: posture.categories.map { ($0.id, $0.assessment.residual) })
    }

    private static func plan(_ random: RandomCase) -> Plan {
        random.model.plan(findings: random.findings, estate: random.estate, at: Samples.now)
    }

    @Test("each step equals the posture with all bundles up to it settled", arguments: RandomCase.chunks)
    func incremental(seeds: Range<UInt64>) {
        for seed in seeds {
            let random = RandomCase(seed: seed)
            let plan = Self.plan(random)
            #expect(plan.now == Self.estimates(Self.posture(random, settling: [])), "seed \(seed)")
            var settled: Set<FindingKey> = []
            var before = plan.now
            for step in plan.steps {
                settled.formUnion(step.bundle.findings)
                let after = Self.estimates(Self.posture(random, settling: settled))
                for (id, change) in step.changes {
                    #expect(
                        change == Change(before: before[id] ?? .none, after: after[id] ?? .none),
                        "seed \(seed)"
                    )
                }
                let untouched = after.filter { step.changes[$0.key] == nil }
                #expect(untouched.allSatisfy { before[$0.key] == $0.value }, "seed \(seed)")
                #expect(step.ministry == .worst(Array(after.values)), "seed \(seed)")
                before = after
            }
        }
    }

    @Test("no bundle that is left would have been the better next step", arguments: RandomCase.chunks)
    func greed(seeds: Range<UInt64>) {
        for seed in seeds {
            let random = RandomCase(seed: seed)
            let plan = Self.plan(random)
            let now = Self.posture(random, settling: [])
            let bundles = Bundling(random.model, random.estate, SharedPlaces(), findings: random.findings)
                .bundles(of: now.items)
            func fallen(_ bundle: FixBundle) -> Int {
                let after = Self.estimates(Self.posture(random, settling: Set(bundle.findings)))
                return after.reduce(0) { $0 + (plan.now[$1.key]?.band.rank ?? 0) - $1.value.band.rank }
            }
            #expect(Set(bundles.flatMap(\.findings)).count == bundles.reduce(0) { $0 + $1.findings.count })
            guard let first = plan.steps.first else { continue }
            let most = bundles.map(fallen).max() ?? 0
            #expect(fallen(first.bundle) == most, "seed \(seed)")
        }
    }

    @Test("mending and finding out worsen nothing", arguments: RandomCase.chunks)
    func nothingWorsens(seeds: Range<UInt64>) {
        for seed in seeds {
            let plan = Self.plan(RandomCase(seed: seed))
            for change in plan.steps.flatMap(\.changes.values) {
                #expect(change.after.low <= change.before.low && change.after.point <= change.before.point)
                #expect(change.after.high <= change.before.high && change.bandsFallen >= 0)
            }
            #expect(plan.questions.allSatisfy { $0.narrows > 0 && $0.bands >= 0 })
        }
    }

    @Test("what an answer narrows equals judging with it", arguments: RandomCase.chunks)
    func narrowing(seeds: Range<UInt64>) {
        for seed in seeds {
            let random = RandomCase(seed: seed)
            let plan = Self.plan(random)
            for question in plan.questions {
                let keys = Set(question.subjects.map { FindingKey(check: question.id, subject: $0) })
                let after = Self.estimates(Self.posture(random, settling: keys))
                let width = plan.now.sorted { $0.key < $1.key }.reduce(0.0) { sum, entry in
                    let new = after[entry.key] ?? .none
                    return sum + (entry.value.high - entry.value.low) - (new.high - new.low)
                }
                #expect(abs(width - question.narrows) < 1e-9, "seed \(seed)")
            }
        }
    }
}
