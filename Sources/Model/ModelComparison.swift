// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The last cycle that an earlier risk model judged, by that model and by the one that came after it.
package struct ModelComparison: Hashable, Codable, Sendable {
    package struct Category: Hashable, Codable, Sendable {
        package let id: String
        /// Nil where that model does not have the category.
        package let before: RiskEstimate?
        package let after: RiskEstimate?
    }

    package let cycle: Cycle.ID
    /// When that cycle was judged; its evidence is of that day.
    package let asOf: Date
    package let earlier: ModelStamp
    package let later: ModelStamp
    /// The last day on which both are shown.
    package let lastDay: CalendarDay
    package let ministryBefore: RiskEstimate
    package let ministryAfter: RiskEstimate
    /// In the order of the later model, then those that it does not have.
    package let categories: [Category]

    /// - Parameters:
    ///   - before: as the cycle was closed.
    ///   - after: the same evidence by the later model.
    package init(cycle: Cycle.ID, before: Posture, after: Posture, lastDay: CalendarDay) {
        self.cycle = cycle
        self.lastDay = lastDay
        asOf = before.asOf
        (earlier, later) = (before.model, after.model)
        ministryBefore = before.ministry.residual
        ministryAfter = after.ministry.residual
        let old = Dictionary(before.categories.map { ($0.id, $0.assessment.residual) }) { first, _ in first }
        let new = Dictionary(after.categories.map { ($0.id, $0.assessment.residual) }) { first, _ in first }
        let gone = before.categories.map(\.id).filter { new[$0] == nil }
        categories = (after.categories.map(\.id) + gone).map {
            Category(id: $0, before: old[$0], after: new[$0])
        }
    }
}
