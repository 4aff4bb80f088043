// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Model

/// The items of a posture, column by column: what the transitions say already is not said again, and what
/// many items share is said once.
package struct ItemsRecord: Codable {
    /// What an item has from its check and its endpoint's criticality; few distinct ones in an estate.
    struct Weighing: Hashable, Codable {
        let category: String
        let scenarios: [String]
        let initiation: Band
        let adverseImpact: Band
        let likelihood: Band
        let impact: Band
        let acceptance: String?
        let deadlineDays: Int?
        let dispute: String?
        let flapping: Flapping?

        init(_ item: RiskItem) {
            category = item.category
            scenarios = item.scenarios
            initiation = item.initiation
            adverseImpact = item.adverseImpact
            likelihood = item.likelihood
            impact = item.impact
            acceptance = item.acceptance
            deadlineDays = item.deadlineDays
            dispute = item.dispute
            flapping = item.flapping
        }
    }

    /// The items that share a weighing, in the order of their transitions.
    struct Group: Codable {
        let weighing: Weighing
        /// The transition of each item, as its distance from the one before.
        var steps: [Int64] = []
        /// The positions in `steps` of the items whose estimate is not zero throughout, and those estimates.
        var weighed: [Int] = []
        var estimates: [EstimateRecord] = []
    }

    private let groups: [Group]
    /// Items that differ from what is tracked under their key, in full.
    private let others: [RiskItem]

    /// `tracked` are the newest transitions of the findings weighed.
    package init(_ items: [RiskItem], tracked: [FindingKey: TrackedRow]) {
        var known: [(transition: Int64, item: RiskItem)] = []
        var others: [RiskItem] = []
        for item in items {
            if let row = tracked[item.key], row.says(item) {
                known.append((row.transition, item))
            } else {
                others.append(item)
            }
        }
        known.sort { $0.transition < $1.transition }
        let grouped = Dictionary(grouping: known) { Weighing($0.item) }
        groups = grouped.map(Group.init).sorted { ($0.steps.first ?? 0) < ($1.steps.first ?? 0) }
        self.others = others
    }

    /// The items again, sorted by key; nil where the columns do not fit together.
    ///
    /// `lookUp` gives the findings as their transitions left them.
    package func items(lookUp: ([Int64]) throws -> [Int64: TrackedRow]) rethrows -> [RiskItem]? {
        let lists = groups.compactMap(\.transitions)
        guard lists.count == groups.count else { return nil }
        let rows = try lookUp(lists.flatMap { $0 })
        var items = others
        for (group, transitions) in zip(groups, lists) {
            let estimates = Dictionary(zip(group.weighed, group.estimates)) { first, _ in first }
            for (position, transition) in transitions.enumerated() {
                guard let row = rows[transition] else { return nil }
                let estimate = estimates[position].map { RiskEstimate($0) } ?? RiskEstimate.none
                items.append(row.item(group.weighing, estimate: estimate))
            }
        }
        return items.sorted { $0.key < $1.key }
    }
}

extension ItemsRecord.Group {
    fileprivate init(_ weighing: ItemsRecord.Weighing, _ known: [(transition: Int64, item: RiskItem)]) {
        self.weighing = weighing
        var previous: Int64 = 0
        for (position, (transition, item)) in known.enumerated() {
            steps.append(transition - previous)
            previous = transition
            guard item.estimate != .none else { continue }
            weighed.append(position)
            estimates.append(EstimateRecord(item.estimate))
        }
    }

    /// The transitions of the items; nil where the columns do not fit together.
    fileprivate var transitions: [Int64]? {
        guard weighed.count == estimates.count else { return nil }
        var sum: Int64 = 0
        var list: [Int64] = []
        for step in steps {
            let (next, overflow) = sum.addingReportingOverflow(step)
            guard !overflow else { return nil }
            sum = next
            list.append(next)
        }
        return list
    }
}

extension TrackedRow {
    /// Whether an item has nothing of its own to say about key, verdict, first failure and what was mended.
    fileprivate func says(_ item: RiskItem) -> Bool {
        tracked.finding.key == item.key && tracked.finding.verdict == item.verdict
            && tracked.firstFailed == item.firstFailed && tracked.mended == item.mended
    }

    fileprivate func item(_ weighing: ItemsRecord.Weighing, estimate: RiskEstimate) -> RiskItem {
        RiskItem(
            key: tracked.finding.key,
            verdict: tracked.finding.verdict,
            category: weighing.category,
            scenarios: weighing.scenarios,
            initiation: weighing.initiation,
            adverseImpact: weighing.adverseImpact,
            likelihood: weighing.likelihood,
            impact: weighing.impact,
            estimate: estimate,
            acceptance: weighing.acceptance,
            firstFailed: tracked.firstFailed,
            deadlineDays: weighing.deadlineDays,
            dispute: weighing.dispute,
            mended: tracked.mended,
            flapping: weighing.flapping
        )
    }
}
