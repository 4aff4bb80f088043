// SPDX-License-Identifier: Apache-2.0
package import Model

/// Fails where the evidence of an answer is gone, or is not what was attested.
package struct EvidenceDiffers: GovernanceCheck {
    package static let identity = CheckIdentity(
        id: "governance.evidence-differs",
        title: "Evidence is not what was attested",
        measures:
            "Of each mission and of the ministry, files and pages that valid answers name as evidence: whether they are "
            + "there, with the SHA-256 that is stated and the signature of the key that is stated; what could not be seen does "
            + "not count.",
        scope: .mission,
        levels: ["missing", "differs", "forged"],
        references: ["NIST SP 800-53r5 CA-2, SI-7", "NIST CSF 2.0 GV.OV-03"],
        remedy: "Put back what was attested, or look at what is there now and attest it anew with its hash.",
        basis: .decisions
    )

    package init() {}

    package func verdict(on view: GovernanceView) -> Verdict {
        let checked = view.valid.filter { $0.standing.backing != .byReference }
        guard !checked.isEmpty else { return .notApplicable(because: "no evidence can be looked at") }
        let differing = checked.filter { $0.standing.backing == .differs }.map {
            "the evidence of \($0.standing.item) has another hash"
        }
        let missing = checked.filter { $0.standing.backing == .missing }.map {
            "the evidence of \($0.standing.item) is not there"
        }
        let forged = checked.filter { $0.standing.backing == .forged }.map {
            "the evidence of \($0.standing.item) does not bear the signature of its key"
        }
        let all = forged + differing + missing
        guard !all.isEmpty else { return .pass }
        return .fail(
            level: !forged.isEmpty ? "forged" : differing.isEmpty ? "missing" : "differs",
            seen: all.once.listed(atMost: 8, separator: "; "),
            expected: "the files and pages that were attested"
        )
    }
}
