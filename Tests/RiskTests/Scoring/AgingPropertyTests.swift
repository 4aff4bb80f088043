// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Risk

/// The clock of exposure, for every input.
@Suite("Properties of aging")
struct AgingPropertyTests {
    @Test(
        "what is overdue is raised by one band, once, however long it stays open",
        arguments: RandomCase.chunks
    )
    func raisedOnce(seeds: Range<UInt64>) throws {
        for seed in seeds {
            let random = RandomCase(seed: seed)
            let findings = Dictionary(random.findings.map { ($0.finding.key, $0) }) { first, _ in first }
            for years in [0.0, 1, 30] {
                let now = Samples.now.addingTimeInterval(years * 365 * 86_400)
                let posture = random.model.posture(findings: random.findings, estate: random.estate, at: now)
                for item in posture.items where item.isOpen {
                    guard let finding = findings[item.key], let rule = random.model.checks[item.key.check],
                        let stated = rule.adverseImpact(of: finding.openFailure?.level ?? "")
                    else { continue }
                    let end = min(now, finding.mended?.clean ?? now)
                    let start = try #require(finding.firstFailed)
                    let age = end.timeIntervalSince(start) / 86_400
                    let isLate = item.deadlineDays.map { Double($0) < age } ?? false
                    #expect(item.adverseImpact == (isLate ? stated.raised(by: 1) : stated), "seed \(seed)")
                }
            }
        }
    }

    @Test("waiting alone never lowers what a failure weighs", arguments: RandomCase.chunks)
    func monotone(seeds: Range<UInt64>) {
        for seed in seeds {
            var random = RandomCase(seed: seed)
            // Decisions end with time; here only the clock of exposure runs.
            random.estate.acceptances = []
            random.estate.disputes = []
            func items(_ days: Double) -> [RiskItem] {
                random.model.posture(
                    findings: random.findings,
                    estate: random.estate,
                    at: Samples.now.addingTimeInterval(days * 86_400)
                )
                .items.filter { random.model.checks[$0.key.check] != nil }
            }
            let times = [0.0, 1, 14, 40, 400].map(items)
            for (before, after) in zip(times, times.dropFirst()) {
                #expect(before.map(\.key) == after.map(\.key), "seed \(seed)")
                for (before, after) in zip(before, after) {
                    #expect(before.estimate.point <= after.estimate.point, "seed \(seed)")
                    #expect(before.estimate.high <= after.estimate.high, "seed \(seed)")
                }
            }
        }
    }
}
