// SPDX-License-Identifier: Apache-2.0
import Model

extension SARIFResult {
    /// Acceptances and disputes (SARIF 2.1.0 §3.27.23, §3.35).
    ///
    /// One that is not accepted undoes all others there, so beside what bears the failure nothing else is named.
    var suppressions: [JSONValue] {
        let acceptances = finding.index.acceptances(about: finding.key)
        let disputes = finding.index.disputes(about: finding.key)
        guard finding.item?.isBorne == true else {
            return acceptances.map { Self.suppression($0, status: "rejected") }
                + disputes.compactMap(Self.suppression)
        }
        return acceptances.filter { $0.acceptance.id == finding.item?.acceptance }
            .map { Self.suppression($0, status: "accepted") }
            + disputes.filter { $0.state == .upheld }.compactMap(Self.suppression)
    }

    private static func suppression(_ standing: AcceptanceStanding, status: String) -> JSONValue {
        let acceptance = standing.acceptance
        return [
            "kind": "external", "status": .string(status),
            "justification": .string(ExportText.line(acceptance.reason)),
            "properties": .members([
                "acceptance": .string(ExportText.line(acceptance.id)),
                "state": .string(standing.state.rawValue),
                "approver": .string(ExportText.line(acceptance.approver)),
                "approverRole": .text(acceptance.approverRole.map(ExportText.line)),
                "ticket": .text(acceptance.ticket.map(ExportText.line)),
                "compensatingControl": .text(acceptance.compensatingControl.map(ExportText.line)),
                "approved": .string(acceptance.approved.description),
                "expiryUtc": .string(Instant.rfc3339(endOf: acceptance.expires)),
            ]),
        ]
    }

    /// Nil before it is raised.
    private static func suppression(_ standing: DisputeStanding) -> JSONValue? {
        let dispute = standing.dispute
        let status: String
        switch standing.state {
        case .notYetRaised: return nil
        case .underReview: status = "underReview"
        case .upheld: status = "accepted"
        case .rejected, .lapsed: status = "rejected"
        }
        let decision = standing.state == .underReview ? nil : dispute.decision
        return [
            "kind": "external", "status": .string(status),
            "justification": .string(
                ExportText.line(decision?.reason ?? "disputed as a false positive: \(dispute.evidence)")
            ),
            "properties": .members([
                "dispute": .string(ExportText.line(dispute.id)),
                "state": .string(standing.state.rawValue),
                "owner": .string(ExportText.line(dispute.owner)),
                "raised": .string(dispute.raised.description),
                "decidedBy": .text(decision.map { ExportText.line($0.by) }),
                "decided": .text(decision?.on.description),
                "evidenceSha256": .text(dispute.sha256),
                "expiryUtc": .text(decision?.until.map(Instant.rfc3339(endOf:))),
            ]),
        ]
    }
}
