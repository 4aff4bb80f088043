// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What one check adds to a scope on one endpoint, as the worst over its addresses.
struct Contribution {
    /// The value of the worst failure that was seen last; less than the point where one was clean once and not seen since.
    var low: Double = 0
    /// The worst failure's value; 0 where nothing fails.
    var point: Double = 0
    /// The same, or the expected value of what is unknown where that is more.
    var expected: Double = 0
    /// With every unknown at the worst level of its check.
    var high: Double = 0

    /// Takes the worse of each.
    ///
    /// - Parameter low: nil for the point.
    mutating func absorb(low: Double? = nil, point: Double = 0, expected: Double = 0, high: Double) {
        self.low = max(self.low, low ?? point)
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
/// of the point. It keeps the order low ≤ point ≤ high, because the lower bound has no larger M and a smaller S, and
/// because in the upper bound every unknown weighs at least its expected value and may set M as well.
///
/// Values are added as whole parts of 2^-32, so that the sum hangs on no order, and what was added can be taken off again.
struct RiskSum: Equatable {
    private var worstLow: Double = 0
    private var worst: Double = 0
    private var worstHigh: Double = 0
    private var low = ExactSum()
    private var expected = ExactSum()
    private var high = ExactSum()

    mutating func add(_ part: Contribution) {
        worstLow = max(worstLow, part.low)
        worst = max(worst, part.point)
        worstHigh = max(worstHigh, part.high)
        low.add(part.low)
        expected.add(part.expected)
        high.add(part.high)
    }

    /// The same sum with other parts in the place of some that are in it.
    ///
    /// - Parameters:
    ///   - worst: the largest value of each of all parts that are left, the new ones included.
    func replacing(_ old: [Contribution], by new: [Contribution], worst: Contribution) -> RiskSum {
        var sum = self
        for part in old {
            sum.low.remove(part.low)
            sum.expected.remove(part.expected)
            sum.high.remove(part.high)
        }
        for part in new { sum.add(part) }
        sum.worstLow = worst.low
        sum.worst = worst.point
        sum.worstHigh = worst.high
        return sum
    }

    var estimate: RiskEstimate {
        let low = Self.number(worst: worstLow, sum: low)
        // Rounding must not break the order that the formula has.
        let point = max(low, Self.number(worst: worst, sum: expected))
        return RiskEstimate(
            low: low,
            point: point,
            high: max(point, Self.number(worst: worstHigh, sum: high))
        )
    }

    private static func number(worst: Double, sum: ExactSum) -> Double {
        let top = Band(value: worst).range.upperBound
        let others = max(0, sum.without(worst)) / 100
        return worst + (top - worst) * (1 - exp(-others / 3))
    }
}

/// A sum of values from 0 to 100, exact to 2^-32 of each.
struct ExactSum: Equatable {
    private var parts: Int64 = 0
    private static let unit = 4_294_967_296.0

    private static func parts(of value: Double) -> Int64 {
        Int64((min(max(value, 0), 100) * unit).rounded())
    }

    /// Stays at the end of its range beyond some twenty million of the largest values.
    mutating func add(_ value: Double) {
        let (sum, isBeyond) = parts.addingReportingOverflow(Self.parts(of: value))
        parts = isBeyond ? .max : sum
    }

    mutating func remove(_ value: Double) { parts = max(0, parts - Self.parts(of: value)) }

    /// The sum of the others.
    func without(_ value: Double) -> Double { Double(parts - Self.parts(of: value)) / Self.unit }
}
