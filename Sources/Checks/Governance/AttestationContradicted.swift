// SPDX-License-Identifier: Apache-2.0
package import Model

/// Fails where a measurement contradicts what staff attest.
package struct AttestationContradicted: GovernanceCheck {
    package static let identity = CheckIdentity(
        id: "governance.attestation-contradicted",
        title: "A measurement contradicts an attestation",
        measures:
            "Of each mission and of the ministry, each valid yes beside a finding that fails where it cannot "
            + "(ContradictedBy= of the risk model); the yes then counts as a no.",
        scope: .mission,
        levels: ["measured"],
        references: ["NIST SP 800-53r5 CA-2, CA-7", "NIST CSF 2.0 GV.OV-03, ID.IM-02"],
        remedy: "Mend what was measured, or attest that it does not hold.",
        basis: .decisions
    )

    package init() {}

    package func verdict(on view: GovernanceView) -> Verdict {
        let affirmed = view.valid.filter { $0.standing.attestation?.answer == .yes }
        guard !affirmed.isEmpty else {
            return .notApplicable(because: "no yes that is valid is attested here")
        }
        let contradicted = affirmed.filter { !$0.contradicting.isEmpty }
        guard !contradicted.isEmpty else {
            let unseen = affirmed.flatMap(\.unseen)
            return unseen.isEmpty ? .pass : .unknown(because: .unseen(unseen))
        }
        let words = contradicted.map { answer in
            "\(answer.standing.item) against \(answer.contradicting.map(\.words).listed(atMost: 3))"
        }
        return .fail(
            level: "measured",
            seen: words.once.listed(atMost: 8, separator: "; "),
            expected: "findings that bear the answers out"
        )
    }
}
