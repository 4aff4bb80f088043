// SPDX-License-Identifier: Apache-2.0

/// What the risk model finds of the ministry's own decisions: the evidence of the checks on governance.
///
/// It follows from findings, attestations and acceptances, so it is there only after everything else was judged.
package struct Decisions: Hashable, Sendable {
    /// One for each item and subject that was asked.
    package let answers: [ConfrontedAnswer]
    /// The acceptances that ran out, sorted by id.
    package let lapsed: [LapsedAcceptance]
    /// Failures that nobody bears, older than their deadline, sorted by key.
    package let overdue: [OverdueFinding]

    package init(answers: [ConfrontedAnswer], lapsed: [LapsedAcceptance], overdue: [OverdueFinding]) {
        self.answers = answers
        self.lapsed = lapsed
        self.overdue = overdue
    }
}

/// What staff attest, against what was measured.
package struct ConfrontedAnswer: Hashable, Sendable {
    package let standing: AttestationStanding
    /// The failures that contradict it, sorted.
    package let contradicting: [FindingKey]
    /// What might contradict it and could not be seen, sorted.
    package let unseen: [FindingKey]

    package init(
        standing: AttestationStanding,
        contradicting: [FindingKey],
        unseen: [FindingKey]
    ) {
        self.standing = standing
        self.contradicting = contradicting
        self.unseen = unseen
    }
}

/// An acceptance that ran out.
package struct LapsedAcceptance: Hashable, Sendable {
    package let acceptance: Acceptance
    /// The mission that it belongs to, or the ministry.
    package let subject: Subject
    /// What it accepted and still fails, and nobody else bears, sorted.
    package let failing: [FindingKey]
    /// What it accepted and could not be seen, sorted.
    package let unseen: [FindingKey]

    package init(acceptance: Acceptance, subject: Subject, failing: [FindingKey], unseen: [FindingKey]) {
        self.acceptance = acceptance
        self.subject = subject
        self.failing = failing
        self.unseen = unseen
    }
}

/// A finding whose deadline has passed.
package struct OverdueFinding: Hashable, Sendable {
    package let key: FindingKey
    /// The mission that it belongs to, or the ministry.
    package let subject: Subject
    /// The last day of its deadline.
    package let due: CalendarDay
    /// False where it could not be seen whether it still fails.
    package let isSeen: Bool

    package init(key: FindingKey, subject: Subject, due: CalendarDay, isSeen: Bool) {
        self.key = key
        self.subject = subject
        self.due = due
        self.isSeen = isSeen
    }
}
