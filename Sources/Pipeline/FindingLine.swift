// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Foundation
package import Model
internal import Reports

/// One finding as lists have it.
package struct FindingLine: Encodable, Sendable {
    /// A failure that was measured clean once.
    package struct Awaiting: Encodable, Sendable {
        /// Of the failure; it counts as that.
        package let level: String?
        /// What was seen when it failed last.
        package let evidence: String
        package let clean: Date
        /// From when on a clean measurement closes it.
        package let confirmable: Date
    }

    package let number: Int64
    package let check: String
    package let title: String?
    package let scope: String
    package let subject: String
    package let verdict: String
    package let level: String?
    /// Nil for what is no open failure.
    package let band: Band?
    package let value: Double?
    /// The acceptance that covers it.
    package let acceptance: String?
    /// The last day of that acceptance, where it is near.
    package let acceptanceEnds: String?
    /// The last day on which it may be open; nil where its band has no deadline.
    package let due: String?
    /// Whether that day has passed, and nobody bears it.
    package let overdue: Bool
    /// The upheld dispute by which it is held for a false positive.
    package let dispute: String?
    /// The dispute that nobody has decided yet.
    package let underReview: String?
    package let evidence: String
    package let since: Date
    package let firstFailed: Date?
    package let lastSeen: Date
    package let mended: Awaiting?
    package let flapping: Flapping?
    /// When its last failure was closed; nil while one is open.
    package let closed: Date?
    package let reopened: Int
    package let lastReopened: Date?
    /// The id of the endpoint that it is about; nil for wider subjects.
    package let endpoint: String?
    /// What `mended` is made of.
    package let waiting: Mended?
    /// What became of it so far, in words; nil where there is nothing to say.
    package let course: String?

    private enum CodingKeys: CodingKey {
        case number, check, title, scope, subject, verdict, level, band, value, acceptance, acceptanceEnds
        case due, overdue, dispute, underReview, evidence, since, firstFailed, lastSeen, mended, flapping
        case closed, reopened, lastReopened
    }

    package init(
        _ tracked: TrackedFinding,
        item: RiskItem?,
        acceptanceEnds: CalendarDay?,
        review: String?,
        today: CalendarDay
    ) {
        number = tracked.number
        check = tracked.finding.check
        title = Catalog.identities[check]?.title
        scope = tracked.finding.subject.scope.rawValue
        subject = tracked.finding.subject.name
        verdict = tracked.finding.verdict.state.rawValue
        level = tracked.finding.verdict.level
        let failing = tracked.isOpen ? item : nil
        band = failing?.band
        value = failing?.estimate.point
        acceptance = failing?.acceptance
        self.acceptanceEnds = failing == nil ? nil : acceptanceEnds?.description
        due = failing?.due?.description
        dispute = failing?.dispute
        underReview = failing == nil ? nil : review
        overdue = failing?.isBorne == false && failing?.isOverdue(on: today) ?? false
        evidence = tracked.finding.verdict.evidence
        since = tracked.since
        firstFailed = tracked.firstFailed
        lastSeen = tracked.lastSeen
        waiting = tracked.mended
        mended = tracked.mended.map { mended in
            Awaiting(
                level: mended.failure.level,
                evidence: mended.failure.evidence,
                clean: mended.clean,
                confirmable: mended.confirmable
            )
        }
        flapping = item?.flapping
        closed = tracked.closed
        reopened = tracked.reopened
        lastReopened = tracked.lastReopened
        endpoint = tracked.finding.subject.endpointID
        course = tracked.courseInWords { CalendarDay($0).description }
    }

    /// Worst first, then by check and subject.
    package func isBefore(_ other: FindingLine) -> Bool {
        let (own, others) = (value ?? -1, other.value ?? -1)
        return own != others ? own > others : (check, subject) < (other.check, other.subject)
    }
}

extension Verdict {
    /// What was seen, or why nothing was, in one line.
    package var evidence: String {
        switch self {
        case .pass: ""
        case .fail(_, let seen, let expected): "\(seen); expected: \(expected)"
        case .notApplicable(let reason), .notTested(let reason): reason
        case .unknown(let reason): "\(reason.phase.rawValue): \(reason.reason)"
        }
    }
}
