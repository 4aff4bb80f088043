// SPDX-License-Identifier: Apache-2.0
import Model

/// What staff decided and attested, counted by state.
enum DecisionMetrics {
    static func families(_ document: ReportDocument) -> [MetricFamily] {
        let posture = document.posture
        return [
            family(
                "chancery_acceptances",
                "Risk acceptances by what they do.",
                posture.acceptances.map(\.state.rawValue)
            ),
            family(
                "chancery_disputes",
                "Disputes of findings by what became of them.",
                posture.disputes.map(\.state.rawValue)
            ),
            family(
                "chancery_attestations",
                "Attestation items and their subjects by what became of them.",
                posture.attestations.map(\.state.rawValue)
            ),
        ]
    }

    private static func family(_ name: String, _ help: String, _ states: [String]) -> MetricFamily {
        let counts = states.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return MetricFamily(
            name,
            help: help,
            samples: counts.sorted { $0.key < $1.key }.map {
                .init(labels: ["state": $0.key], value: Double($0.value))
            }
        )
    }
}
