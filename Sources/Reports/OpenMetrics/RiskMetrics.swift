// SPDX-License-Identifier: Apache-2.0
import Model

/// Risk values with their intervals on the scale 0…100, and how much was established.
enum RiskMetrics {
    static func families(_ document: ReportDocument) -> [MetricFamily] {
        let posture = document.posture
        let missions = posture.missions.sorted { $0.key < $1.key }
        let endpoints = posture.endpoints.sorted { $0.key < $1.key }
        return families(of: "", "", [Place(labels: [:], assessment: posture.ministry)], "overall_")
            + families(
                of: "category",
                " of each category",
                posture.categories.map { Place(labels: ["category": $0.id], assessment: $0.assessment) }
            )
            + families(
                of: "mission",
                " of each mission",
                missions.map { Place(labels: ["mission": $0.key], assessment: $0.value) },
                "mission_"
            )
            + families(
                of: "endpoint",
                " of each endpoint",
                endpoints.map { Place(labels: ["endpoint": $0.key], assessment: $0.value) },
                "endpoint_"
            )
    }

    private struct Place {
        let labels: KeyValuePairs<String, String>
        let assessment: Assessment
    }

    /// Where evidence is insufficient, there is an interval and no value; where nothing applies, there is neither.
    private static func families(
        of scope: String,
        _ words: String,
        _ places: [Place],
        _ prefix: String = ""
    ) -> [MetricFamily] {
        func family(_ name: String, _ help: String, _ value: (Assessment) -> Double?) -> MetricFamily {
            MetricFamily(
                "chancery_\(prefix)\(name)",
                help: help.replacing("%", with: words),
                samples: places.compactMap { place in
                    value(place.assessment).map { .init(labels: place.labels, value: $0) }
                }
            )
        }
        return [
            family("risk_value", "Residual risk%, 0 to 100, higher is worse; absent without enough evidence.")
            {
                $0.evidenceIsInsufficient || $0.coverage.applicable == 0 ? nil : $0.residual.point
            },
            family("risk_low", "Residual risk% if every unknown were a pass.") {
                $0.coverage.applicable == 0 ? nil : $0.residual.low
            },
            family("risk_high", "Residual risk% if every unknown were at its worst.") {
                $0.coverage.applicable == 0 ? nil : $0.residual.high
            },
            family("inherent_risk_value", "Risk% with what is accepted counted in.") {
                $0.evidenceIsInsufficient || $0.coverage.applicable == 0 ? nil : $0.inherent.point
            },
            family("coverage_ratio", "Coverage%: established part of what applies, 0 to 1.") {
                $0.coverage.ratio
            },
            family("insufficient_evidence", "1 where the evidence% is too little for a band, else 0.") {
                $0.evidenceIsInsufficient ? 1 : 0
            },
        ]
    }
}
