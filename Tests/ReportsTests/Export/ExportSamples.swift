// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports

/// The documents that formats are recorded of.
enum ExportSamples {
    /// `hostile-…` and `empty-…` are of other documents than the sample.
    static func document(of name: String) -> ReportDocument {
        if name.hasPrefix("hostile-") { return HostileDocument.document }
        return name.hasPrefix("empty-") ? SampleDocument.empty : SampleDocument.document
    }
}

/// The strings of a JSON document, keys too.
enum Texts {
    static func all(in value: Any) -> [String] {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.flatMap { all(in: $0) }
        case let object as [String: Any]: object.flatMap { [$0.key] + all(in: $0.value) }
        default: []
        }
    }
}

extension ReportDocument {
    func with(previous: Posture?) -> ReportDocument { with(previous: previous, findings: findings) }

    func with(findings: [TrackedFinding]) -> ReportDocument { with(previous: previous, findings: findings) }

    private func with(previous: Posture?, findings: [TrackedFinding]) -> ReportDocument {
        ReportDocument(
            written: written,
            classification: classification,
            cycle: cycle,
            estate: estate,
            posture: posture,
            previous: previous,
            findings: findings,
            checks: checks,
            categories: categories,
            scenarios: scenarios,
            attestationItems: attestationItems,
            measured: measured,
            vantage: vantage,
            networks: networks
        )
    }
}

extension Posture {
    func with(items: [RiskItem]) -> Posture {
        Posture(
            asOf: asOf,
            model: model,
            ministry: ministry,
            categories: categories,
            missions: missions,
            endpoints: endpoints,
            items: items,
            attestations: attestations,
            acceptances: acceptances,
            disputes: disputes
        )
    }
}

extension RiskItem {
    func with(key: FindingKey? = nil, point: Double? = nil) -> RiskItem {
        RiskItem(
            key: key ?? self.key,
            verdict: verdict,
            category: category,
            scenarios: scenarios,
            initiation: initiation,
            adverseImpact: adverseImpact,
            likelihood: likelihood,
            impact: impact,
            estimate: point.map { RiskEstimate(low: $0, point: $0, high: $0) } ?? estimate,
            acceptance: acceptance,
            firstFailed: firstFailed,
            deadlineDays: deadlineDays,
            dispute: dispute,
            mended: mended,
            flapping: flapping
        )
    }
}
