// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Foundation
import Model

/// Which policies, and whether the rating, an endpoint is held against, and as of when.
package struct Appraisal: Sendable {
    package let policies: [Policy]
    package let grade: GradeTable?
    /// The first one is that of the rating; every policy is asked for each.
    package let instants: [Date]

    /// - Parameter chosen: ids of policies; nil for all.
    package init(_ standards: Standards, chosen: [String]? = nil, at instants: [Date]) {
        policies = chosen.map { ids in ids.compactMap(standards.policy) } ?? standards.policies
        grade = standards.grade
        self.instants = instants
    }

    /// Whether nothing is asked.
    package var isEmpty: Bool { instants.isEmpty || policies.isEmpty && grade == nil }

    /// What the policies say of an endpoint whose addresses gave these facts: policy by policy, day by day.
    package func verdicts(on addresses: [(address: String, facts: GradeFacts)]) -> [PolicyVerdict] {
        policies.flatMap { policy in
            instants.compactMap { instant in
                PolicyVerdict.worst(
                    of: addresses.map { place in
                        (place.address, policy.verdict(on: place.facts.features, day: CalendarDay(instant)))
                    }
                )
            }
        }
    }

    /// The rating of an endpoint whose addresses gave these facts; nil without a table or an address.
    package func grade(of addresses: [(address: String, facts: GradeFacts)]) -> Grade? {
        guard let grade, let instant = instants.first else { return nil }
        return Grade.worst(of: addresses.map { ($0.address, grade.grade($0.facts, at: instant)) })
    }
}
