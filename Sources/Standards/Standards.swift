// SPDX-License-Identifier: Apache-2.0
package import Checks
internal import Model

/// The published yardsticks, guidelines and the rating, and the lines that mend what falls short.
package struct Standards: Hashable, Sendable {
    /// In the order of their ids.
    package let policies: [Policy]
    package let grade: GradeTable?
    package let remedies: Remedies
    let judged = Recollection<PolicyCase, [PolicyVerdict]>(limit: 256)

    package init(policies: [Policy], grade: GradeTable?, remedies: Remedies = .none) {
        self.policies = policies.sorted { $0.id < $1.id }
        self.grade = grade
        self.remedies = remedies
    }

    /// None at all.
    package static let none = Standards(policies: [], grade: nil)

    package func policy(_ id: String) -> Policy? { policies.first { $0.id == id } }

    /// The same with further policies; one of a known id takes the place of the old.
    package func with(_ more: [Policy], grade: GradeTable?, remedies: Remedies? = nil) -> Standards {
        let replaced = Set(more.map(\.id))
        return Standards(
            policies: policies.filter { !replaced.contains($0.id) } + more,
            grade: grade ?? self.grade,
            remedies: remedies ?? self.remedies
        )
    }

    /// What this version ships.
    package static func shipped() throws(StandardErrors) -> Standards {
        var policies: [Policy] = []
        for (name, bytes) in shippedPolicies { policies.append(try PolicyFile.read(bytes, file: name)) }
        let grade = try GradeFile.read(PackageResources.grade_conf, file: "grade.conf")
        let remedies = try RemedyFile.read(PackageResources.remedies_conf, file: "remedies.conf")
        return Standards(policies: policies, grade: grade, remedies: remedies)
    }

    private static let shippedPolicies: [(String, [UInt8])] = [
        ("policies/bsi-tr-02102-2-2025-01.conf", PackageResources.bsi_tr_02102_2_2025_01_conf),
        ("policies/mozilla-5.8-intermediate.conf", PackageResources.mozilla_5_8_intermediate_conf),
        ("policies/mozilla-5.8-modern.conf", PackageResources.mozilla_5_8_modern_conf),
        ("policies/mozilla-5.8-old.conf", PackageResources.mozilla_5_8_old_conf),
        ("policies/mozilla-6.0-intermediate.conf", PackageResources.mozilla_6_0_intermediate_conf),
        ("policies/mozilla-6.0-modern.conf", PackageResources.mozilla_6_0_modern_conf),
        ("policies/ncsc-nl-2025-05.conf", PackageResources.ncsc_nl_2025_05_conf),
        ("policies/nist-sp800-52r2.conf", PackageResources.nist_sp800_52r2_conf),
    ]
}

/// What is judged by policies: the same facts have the same verdicts on a day.
struct PolicyCase: Hashable, Sendable {
    /// Their ids.
    let policies: [String]
    let facts: PolicyFacts
    let day: CalendarDay
}
