// SPDX-License-Identifier: Apache-2.0
package import Model

/// The figures of one scope at the end of one cycle.
package struct TrendPoint: Hashable, Sendable {
    package let residual: RiskEstimate
    package let inherent: RiskEstimate
    package let coverage: Coverage
    package let evidenceIsInsufficient: Bool
    /// Nil where an earlier version closed the cycle and kept no counts.
    package let open: OpenCount?

    package init(
        residual: RiskEstimate,
        inherent: RiskEstimate,
        coverage: Coverage,
        evidenceIsInsufficient: Bool,
        open: OpenCount?
    ) {
        self.residual = residual
        self.inherent = inherent
        self.coverage = coverage
        self.evidenceIsInsufficient = evidenceIsInsufficient
        self.open = open
    }

    package init(_ assessment: Assessment, open: OpenCount?) {
        self.init(
            residual: assessment.residual,
            inherent: assessment.inherent,
            coverage: assessment.coverage,
            evidenceIsInsufficient: assessment.evidenceIsInsufficient,
            open: open
        )
    }
}

/// How far apart missions are in one cycle; each figure is that of a mission, by the nearest rank.
package struct MissionSpread: Hashable, Sendable {
    /// Nil for the posture of the missions as a whole.
    package let category: String?
    package let missions: Int
    package let least: Double
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    package let most: Double
    /// All missions with the least figure, and all with the greatest, sorted.
    package let best: [String]
    package let worst: [String]
    /// Missions that would stand worse than their figure if what is unknown turned out at its worst.
    package let open: Int

    /// - Parameter figures: by mission; `most` where everything unknown is at its worst.
    ///
    /// Nil without missions.
    package init?(category: String?, _ figures: [String: (value: Double, most: Double)]) {
        let sorted = figures.values.map(\.value).sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        func quantile(_ quarters: Int) -> Double {
            // The nearest rank: the smallest figure that so many quarters of the missions do not exceed.
            let rank = (quarters * sorted.count + 3) / 4
            return sorted[max(0, min(sorted.count, rank) - 1)]
        }
        self.category = category
        missions = sorted.count
        self.least = least
        self.most = most
        (lowerQuartile, median, upperQuartile) = (quantile(1), quantile(2), quantile(3))
        best = figures.filter { $0.value.value == least }.keys.sorted()
        worst = figures.filter { $0.value.value == most }.keys.sorted()
        open = figures.values.count { $0.most > $0.value }
    }
}
