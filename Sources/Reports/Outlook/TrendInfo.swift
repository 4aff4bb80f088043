// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Foundation
package import Model

/// The figures of the newest kept cycles, oldest first, as the cycles were closed.
package struct TrendInfo: Sendable {
    package struct Moment: Sendable {
        package let cycle: Cycle.ID
        package let asOf: Date
        /// Another risk model judged it than the one before.
        package let isOtherModel: Bool

        package init(cycle: Cycle.ID, asOf: Date, isOtherModel: Bool) {
            self.cycle = cycle
            self.asOf = asOf
            self.isOtherModel = isOtherModel
        }
    }

    package struct Line: Sendable {
        /// The category's id; nil for the ministry.
        package let category: String?
        /// One a moment; nil where the cycle did not have it.
        package let points: [RiskEstimate?]

        package init(category: String?, points: [RiskEstimate?]) {
            self.category = category
            self.points = points
        }
    }

    package let moments: [Moment]
    /// The ministry first, then in the order of the risk model.
    package let lines: [Line]

    package init(moments: [Moment], lines: [Line]) {
        self.moments = moments
        self.lines = lines
    }
}

/// What missions share, so that they fall together.
package struct SharedInfo: Sendable {
    /// Whose loss, then whose compromise, hits most; the worst first.
    package let worst: [SharedThing]

    package init(worst: [SharedThing]) { self.worst = worst }
}
