// SPDX-License-Identifier: Apache-2.0
package import Model

/// Fails where an answer ran out and nobody has given another.
package struct AttestationExpired: GovernanceCheck {
    package static let identity = CheckIdentity(
        id: "governance.attestation-expired",
        title: "An attestation has run out",
        measures:
            "Of each mission and of the ministry, the answers whose last day (ValidUntil=) has passed and that no other "
            + "answer has taken the place of.",
        scope: .mission,
        levels: ["expired"],
        references: ["NIST SP 800-53r5 CA-2, CA-7", "NIST CSF 2.0 GV.OV-03"],
        remedy: "Look again whether it holds, and attest it anew, or say that it does not.",
        basis: .decisions
    )

    package init() {}

    package func verdict(on view: GovernanceView) -> Verdict {
        let answers = view.answers
        guard !answers.isEmpty else { return .notApplicable(because: "nothing is attested here") }
        let expired = answers.filter { $0.standing.state == .expired }
        guard !expired.isEmpty else { return .pass }
        let words = expired.map { answer in
            let end = answer.standing.attestation.map { " on \($0.validUntil)" } ?? ""
            return "\(answer.standing.item) ran out\(end)"
        }
        return .fail(level: "expired", seen: words.once.listed(), expected: "answers that are valid today")
    }
}
