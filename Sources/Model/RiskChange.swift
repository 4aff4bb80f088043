// SPDX-License-Identifier: Apache-2.0

/// What became of the residual risk between two cycles.
package struct RiskChange: Hashable, Sendable {
    package enum Direction: String, Codable, Sendable, CaseIterable {
        /// Whatever the unknowns of both cycles are, it was worse than it is: the intervals do not touch.
        case better, worse
        /// All three figures are what they were.
        case same
        /// The intervals overlap, so it is not established which of the two is worse.
        ///
        /// Two bounds that both moved the same way prove nothing either: what was unknown then may have been as bad.
        case overlap = "not_established"
        /// Another model gave the numbers.
        case otherModel = "another_model"
    }

    package let direction: Direction
    /// How many bands the point rose; negative where it fell.
    package let bands: Int
    /// By how much the number rose; nil between bands, whose widths differ, so that the difference would say nothing.
    package let number: Double?

    package init(from before: RiskEstimate, to after: RiskEstimate, isSameModel: Bool) {
        let places = [before, after].map { Band.allCases.firstIndex(of: $0.band) ?? 0 }
        bands = places[1] - places[0]
        number = bands == 0 ? after.point - before.point : nil
        direction =
            if !isSameModel { .otherModel } else if before == after { .same } else if after.high < before.low
            { .better } else if after.low > before.high { .worse } else { .overlap }
    }
}
