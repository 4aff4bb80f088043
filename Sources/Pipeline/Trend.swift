// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// The figures of several cycles, oldest first, as the cycles were closed; nothing is judged again.
package struct Trend: Sendable {
    /// One closed cycle.
    package struct Moment: Sendable {
        package let cycle: Cycle
        package let asOf: Date
        package let model: ModelStamp
        /// Against the moment before; false for the first.
        package let isOtherModel: Bool
        package let isOtherTool: Bool
    }

    package enum Scope: String, Codable, Sendable, CaseIterable {
        case ministry, category, mission, endpoint
    }

    /// One scope over all moments.
    package struct Line: Sendable {
        package let scope: Scope
        /// Empty for the ministry.
        package let id: String
        /// One a moment; nil where the cycle did not have it.
        package let points: [TrendPoint?]
        /// From the first point that there is to the last; nil with fewer than two.
        package let change: RiskChange?
    }

    /// What became of the endpoints that two cycles have in common, where their lists differ.
    package struct LikeForLike: Sendable {
        package let from: Cycle.ID
        package let to: Cycle.ID
        package let added: [String]
        package let removed: [String]
        package let common: Int
        /// Of all endpoints of each cycle: the worst of them, and all that is open on them.
        package let plain: Pair?
        /// Of those that both have.
        package let alike: Pair?
    }

    package struct Pair: Sendable {
        package let before: TrendPoint
        package let after: TrendPoint
        package let change: RiskChange
    }

    package let moments: [Moment]
    package let lines: [Line]
    /// Of each moment, the missions as a whole first, then by category.
    package let spreads: [[MissionSpread]]
    /// Of neighbours whose lists differ, and last of the first and the last cycle.
    package let likeForLike: [LikeForLike]
}

/// What a trend shows.
package struct TrendFilter: Sendable {
    package var since: CalendarDay?
    package var until: CalendarDay?
    package var missions: Set<String>
    package var categories: Set<String>
    package var endpoints: Set<String>

    package init(
        since: CalendarDay? = nil,
        until: CalendarDay? = nil,
        missions: Set<String> = [],
        categories: Set<String> = [],
        endpoints: Set<String> = []
    ) {
        self.since = since
        self.until = until
        self.missions = missions
        self.categories = categories
        self.endpoints = endpoints
    }

    /// The ministry always; where nothing is named all categories and missions, else what is named.
    func shows(_ scope: Trend.Scope, _ id: String) -> Bool {
        let hasNames = !(missions.isEmpty && categories.isEmpty && endpoints.isEmpty)
        return switch scope {
        case .ministry: true
        case .category: hasNames ? categories.contains(id) : true
        case .mission: hasNames ? missions.contains(id) : true
        case .endpoint: endpoints.contains(id)
        }
    }
}
