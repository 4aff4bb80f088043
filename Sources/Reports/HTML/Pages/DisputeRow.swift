// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// A finding that somebody says is wrong.
struct DisputeRow {
    let id: String
    let state: String
    let check: String
    let subject: SubjectView
    let evidence: String
    let owner: String
    let raised: String
    let decision: String
    let reason: String?
    let covers: String

    init(_ standing: DisputeStanding, _ site: Site) {
        let dispute = standing.dispute
        id = dispute.id
        state =
            switch standing.state {
            case .notYetRaised: say("Not yet raised")
            case .underReview: say("Disputed, under review")
            case .upheld: say("Held for a false positive")
            case .rejected: say("Rejected: the finding stands")
            case .lapsed: say("Decision ran out: the finding counts again")
            }
        check = site.title(of: dispute.check)
        subject = site.subject(dispute.subject)
        evidence = [dispute.evidence, dispute.sha256.map { "SHA-256 \($0)" }]
            .compactMap(\.self).joined(separator: "; ")
        owner = dispute.owner
        raised = Clock.day(dispute.raised)
        decision =
            dispute.decision.map { decision in
                let until = decision.until.map { ", " + say("until {{day}}", ["day": Clock.day($0)]) } ?? ""
                return "\(decision.by), \(Clock.day(decision.on))\(until)"
            } ?? say("none yet")
        reason = dispute.decision?.reason
        covers = Words.count(standing.covers.count, .finding)
    }
}
