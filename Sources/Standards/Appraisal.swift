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
    private let judged: Recollection<PolicyCase, [PolicyVerdict]>

    /// - Parameter chosen: ids of policies; nil for all.
    package init(_ standards: Standards, chosen: [String]? = nil, at instants: [Date]) {
        policies = chosen.map { ids in ids.compactMap(standards.policy) } ?? standards.policies
        grade = standards.grade
        judged = standards.judged
        self.instants = instants
    }

    /// Whether nothing is asked.
    package var isEmpty: Bool { instants.isEmpty || policies.isEmpty && grade == nil }

    /// What the policies say of an endpoint whose addresses gave these facts: policy by policy, day by day.
    package func verdicts(on addresses: [(address: String, facts: GradeFacts)]) -> [PolicyVerdict] {
        let byInstant = instants.map { instant in
            addresses.map { ($0.address, verdicts(on: $0.facts.features, CalendarDay(instant))) }
        }
        return policies.indices.flatMap { index in
            byInstant.compactMap { places in PolicyVerdict.worst(of: places.map { ($0, $1[index]) }) }
        }
    }

    private func verdicts(on facts: PolicyFacts, _ day: CalendarDay) -> [PolicyVerdict] {
        judged.answer(to: PolicyCase(policies: policies.map(\.id), facts: facts, day: day)) {
            policies.map { $0.verdict(on: facts, day: day) }
        }
    }

    /// The rating of an endpoint whose addresses gave these facts; nil without a table or an address.
    package func grade(of addresses: [(address: String, facts: GradeFacts)]) -> Grade? {
        guard let grade, let instant = instants.first else { return nil }
        return Grade.worst(of: addresses.map { ($0.address, grade.grade($0.facts, at: instant)) })
    }
}
