// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import TestSupport

/// Findings in every state with values drawn at random.
enum RandomDocument {
    static func document(seed: UInt64) -> ReportDocument {
        var generator = SeededGenerator(seed: seed)
        let sample = SampleDocument.document
        let findings = (1...Int.random(in: 1...40, using: &generator)).map { finding($0, &generator) }
        let items = findings.filter { $0.isOpen || $0.finding.verdict.state == .unknown }
            .map { item($0, &generator) }
        return ReportDocument(
            written: sample.written,
            cycle: sample.cycle,
            estate: sample.estate,
            posture: Posture(
                asOf: sample.posture.asOf,
                model: sample.posture.model,
                ministry: sample.posture.ministry,
                categories: sample.posture.categories,
                missions: [:],
                endpoints: [:],
                items: items,
                attestations: [],
                acceptances: []
            ),
            findings: findings,
            checks: sample.checks,
            categories: sample.categories,
            scenarios: sample.scenarios,
            attestationItems: [],
            measured: [:]
        )
    }

    private static func finding(_ number: Int, _ generator: inout SeededGenerator) -> TrackedFinding {
        let text = HostileDocument.texts.dropLast().randomElement(using: &generator) ?? ""
        let failure = Verdict.fail(
            level: ["weak", "broken"].randomElement(using: &generator) ?? "weak",
            seen: text,
            expected: text
        )
        let verdict =
            [
                .pass, failure, .notApplicable(because: text), .notTested(because: text),
                .unknown(because: Unestablished(phase: .reply, reason: text)),
            ]
            .randomElement(using: &generator) ?? .pass
        let isMended = verdict.isClean && Bool.random(using: &generator)
        return TrackedFinding(
            number: Int64(number),
            finding: Finding(
                check: SampleDocument.checks.keys.sorted().randomElement(using: &generator) ?? "",
                subject: .domain("\(number).example"),
                verdict: verdict
            ),
            since: SampleEstate.now,
            firstFailed: SampleEstate.now,
            lastSeen: SampleEstate.now,
            reopened: Int.random(in: 0...3, using: &generator),
            mended: isMended ? Mended(failure: failure, clean: SampleEstate.now) : nil
        )
    }

    private static func item(_ tracked: TrackedFinding, _ generator: inout SeededGenerator) -> RiskItem {
        let numbers = (0..<3).map { _ in Double.random(in: 0...100, using: &generator) }.sorted()
        return RiskItem(
            key: tracked.finding.key,
            verdict: tracked.finding.verdict,
            category: "cyberattacks",
            scenarios: ["RC1"],
            initiation: .moderate,
            adverseImpact: .high,
            likelihood: .moderate,
            impact: .high,
            estimate: RiskEstimate(
                low: numbers[0],
                point: tracked.isOpen ? numbers[1] : 0,
                high: numbers[2]
            ),
            acceptance: nil,
            firstFailed: tracked.firstFailed,
            mended: tracked.mended
        )
    }
}
