// SPDX-License-Identifier: Apache-2.0

/// Somebody says that a finding is wrong, and somebody else decides.
package struct Dispute: Hashable, Codable, Sendable {
    package struct Decision: Hashable, Codable, Sendable {
        package enum Outcome: String, Codable, Sendable, CaseIterable {
            /// The finding is a false positive.
            case upheld
            /// The finding stands.
            case rejected
        }

        package let outcome: Outcome
        package let by: String
        package let on: CalendarDay
        package let reason: String
        /// The last day on which an upheld dispute counts; nil for a rejected one.
        package let until: CalendarDay?

        package init(outcome: Outcome, by: String, on: CalendarDay, reason: String, until: CalendarDay?) {
            self.outcome = outcome
            self.by = by
            self.on = on
            self.reason = reason
            self.until = until
        }
    }

    /// The section name.
    package let id: String
    package let check: String
    /// The endpoint, mission or domain whose finding is disputed, never the whole ministry.
    package let subject: Subject
    /// What shows that it is wrong: a document's reference or a URL.
    package let evidence: String
    /// Of the evidence, 64 lower-case hex digits; nil where none was given.
    package let sha256: String?
    package let owner: String
    package let raised: CalendarDay
    /// Nil while it is under review.
    package let decision: Decision?

    package init(
        id: String,
        check: String,
        subject: Subject,
        evidence: String,
        sha256: String?,
        owner: String,
        raised: CalendarDay,
        decision: Decision?
    ) {
        self.id = id
        self.check = check
        self.subject = subject
        self.evidence = evidence
        self.sha256 = sha256
        self.owner = owner
        self.raised = raised
        self.decision = decision
    }

    package func state(on day: CalendarDay) -> DisputeStanding.State {
        if day < raised { return .notYetRaised }
        guard let decision, decision.on <= day else { return .underReview }
        guard decision.outcome == .upheld else { return .rejected }
        return day <= decision.until ?? decision.on ? .upheld : .lapsed
    }
}

/// What a dispute does on the day of the posture.
package struct DisputeStanding: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        case notYetRaised = "not_yet_raised"
        /// The finding counts, and is marked.
        case underReview = "under_review"
        /// The finding is left out of the residual risk.
        case upheld
        case rejected
        /// It was upheld until a day that has passed; the finding counts again.
        case lapsed
    }

    package let dispute: Dispute
    package let state: State
    /// The failures that it is about, sorted.
    package let covers: [FindingKey]

    package init(dispute: Dispute, state: State, covers: [FindingKey]) {
        self.dispute = dispute
        self.state = state
        self.covers = covers
    }
}
