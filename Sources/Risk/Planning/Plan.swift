// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What to do first: bundles of failures in the order in which mending them helps most, and what to find out first.
package struct Plan: Hashable, Codable, Sendable {
    package let asOf: Date
    package let model: ModelStamp
    /// The residual risk of the categories as it is, by id.
    package let now: [String: RiskEstimate]
    /// A staircase: each step is judged with all before it done.
    package let steps: [PlanStep]
    /// How many bundles there are in all.
    package let bundles: Int
    /// What is mended already and waits to be confirmed, sorted by key: no work to do, and in no bundle.
    package let mended: [MendedFinding]
    /// What would narrow the interval most, most first.
    package let questions: [OpenQuestion]
}

/// One step of the staircase.
package struct PlanStep: Hashable, Codable, Sendable {
    package let bundle: FixBundle
    /// Every category that the step changes, by id.
    package let changes: [String: Change]
    /// Crown jewels whose band falls, sorted.
    package let jewels: [String]
    /// The residual risk of the worst category after it.
    package let ministry: RiskEstimate
}

/// A finding that was measured clean once.
package struct MendedFinding: Hashable, Codable, Sendable {
    package let finding: FindingKey
    /// The first clean measurement.
    package let clean: Date
    /// From when on a clean measurement closes it.
    package let confirmable: Date

    static func all(in items: [RiskItem]) -> [MendedFinding] {
        items.compactMap { item in
            item.mended.map { mended in
                MendedFinding(finding: item.key, clean: mended.clean, confirmable: mended.confirmable)
            }
        }
        .sorted { $0.finding < $1.finding }
    }
}

/// A check, or an item to attest, that was not established in places.
package struct OpenQuestion: Hashable, Codable, Sendable {
    /// The check's or the item's id.
    package let id: String
    /// Where it was not, sorted.
    package let subjects: [Subject]
    /// Width that the intervals of the categories lose together if it turns out well everywhere, on the scale 0…100 of
    /// each.
    package let narrows: Double
    /// How many bands the upper bounds of categories fall together.
    package let bands: Int
}
