// SPDX-License-Identifier: Apache-2.0
package import Model

/// Fails where findings are open longer than the deadline of their band allows, however many.
package struct FindingOverdue: GovernanceCheck {
    package static let identity = CheckIdentity(
        id: "governance.finding-overdue",
        title: "Findings are overdue",
        measures:
            "Of each mission and of the ministry, the findings that nobody bears and that are open longer than the deadline "
            + "of their band on the first day (Deadline= of the risk model); one finding for all of them.",
        scope: .mission,
        levels: ["overdue"],
        references: ["NIST SP 800-53r5 CA-5, SI-2", "CISA BOD 19-02"],
        remedy: "Mend what is overdue, worst first, or have somebody with a name accept it until a day.",
        basis: .decisions
    )

    package init() {}

    package func verdict(on view: GovernanceView) -> Verdict {
        let late = view.overdue.filter(\.isSeen)
        guard !late.isEmpty else {
            let unseen = view.overdue.map(\.key)
            return unseen.isEmpty ? .pass : .unknown(because: .unseen(unseen))
        }
        let words = late.map { "\($0.key.words) (due \($0.due))" }
        return .fail(
            level: "overdue",
            seen: "\(late.count) overdue: \(words.listed(atMost: 8, separator: "; "))",
            expected: "mended, or accepted, by the deadline"
        )
    }
}
