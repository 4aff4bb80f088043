// SPDX-License-Identifier: Apache-2.0
package import Model

/// Fails where an acceptance ran out and what it accepted still fails.
package struct AcceptanceExpired: GovernanceCheck {
    package static let identity = CheckIdentity(
        id: "governance.acceptance-expired",
        title: "A risk is no longer accepted and still there",
        measures:
            "Of each mission and of the ministry, the acceptances whose last day (Expires=) has passed while what they "
            + "accepted fails, and no other acceptance bears it.",
        scope: .mission,
        levels: ["expired"],
        references: ["NIST SP 800-53r5 CA-5, RA-7", "NIST CSF 2.0 ID.RA-06"],
        remedy: "Mend what was accepted, or have somebody with a name bear it anew, with a reason and a day.",
        basis: .decisions
    )

    package init() {}

    package func verdict(on view: GovernanceView) -> Verdict {
        guard !view.lapsed.isEmpty else { return .notApplicable(because: "no acceptance has run out") }
        let open = view.lapsed.filter { !$0.failing.isEmpty }
        guard !open.isEmpty else {
            let unseen = view.lapsed.flatMap(\.unseen)
            return unseen.isEmpty ? .pass : .unknown(because: .unseen(unseen))
        }
        let words = open.map { lapse in
            let keys = lapse.failing.map(\.words).listed(atMost: 3)
            return "\(lapse.acceptance.id) ran out on \(lapse.acceptance.expires): \(keys)"
        }
        return .fail(
            level: "expired",
            seen: words.listed(atMost: 8, separator: "; "),
            expected: "mended, or accepted anew"
        )
    }
}
