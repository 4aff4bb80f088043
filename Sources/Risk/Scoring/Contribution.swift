// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What one check adds to a scope on one endpoint, as the worst over its addresses.
struct Contribution {
    /// The worst failure's value; 0 where nothing fails.
    var point: Double = 0
    /// The same, or the expected value of what is unknown where that is more.
    var expected: Double = 0
    /// With every unknown at the worst level of its check.
    var high: Double = 0

    /// Takes the worse of each.
    mutating func absorb(point: Double = 0, expected: Double = 0, high: Double) {
        self.point = max(self.point, point)
        self.expected = max(self.expected, point, expected)
        self.high = max(self.high, high)
    }
}

/// Contributions added up to the number of a scope.
///
/// Number = `M + (U - M)(1 - e^(-S/3))`: M is the worst value, U the top of its band, S the sum of all other values
/// over 100. So the worst failure sets the band and the rest moves the number inside it, never across.
///
/// What is expected of unknowns enters S alone, never M: an unknown is no failure, and only a failure sets the band
/// of the point. It keeps the order low ≤ point ≤ high, because the lower bound has the same M and a smaller S, and
/// because in the upper bound every unknown weighs at least its expected value and may set M as well.
struct RiskSum {
    private var worst: Double = 0
    private var worstHigh: Double = 0
    private var points: Double = 0
    private var expected: Double = 0
    private var high: Double = 0

    mutating func add(_ part: Contribution) {
        worst = max(worst, part.point)
        worstHigh = max(worstHigh, part.high)
        points += part.point
        expected += part.expected
        high += part.high
    }

    var estimate: RiskEstimate {
        let low = Self.number(worst: worst, sum: points)
        // Rounding must not break the order that the formula has.
        let point = max(low, Self.number(worst: worst, sum: expected))
        return RiskEstimate(
            low: low,
            point: point,
            high: max(point, Self.number(worst: worstHigh, sum: high))
        )
    }

    private static func number(worst: Double, sum: Double) -> Double {
        let top = Band(value: worst).range.upperBound
        let others = max(0, sum - worst) / 100
        return worst + (top - worst) * (1 - exp(-others / 3))
    }
}
