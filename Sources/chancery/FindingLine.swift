// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Reports

/// One finding as printed.
struct FindingLine: Encodable {
    /// A failure that was measured clean once.
    struct Awaiting: Encodable {
        /// Of the failure; it counts as that.
        let level: String?
        /// What was seen when it failed last.
        let evidence: String
        let clean: Date
        /// From when on a clean measurement closes it.
        let confirmable: Date
    }

    let number: Int64
    let check: String
    let title: String?
    let scope: String
    let subject: String
    let verdict: String
    let level: String?
    /// Nil for what is no open failure.
    let band: Band?
    let value: Double?
    /// The acceptance that covers it.
    let acceptance: String?
    /// The last day of that acceptance, where it is near.
    let acceptanceEnds: String?
    /// The last day on which it may be open; nil where its band has no deadline.
    let due: String?
    /// Whether that day has passed, and nobody bears it.
    let overdue: Bool
    /// The upheld dispute by which it is held for a false positive.
    let dispute: String?
    /// The dispute that nobody has decided yet.
    let underReview: String?
    let evidence: String
    let since: Date
    let firstFailed: Date?
    let lastSeen: Date
    let mended: Awaiting?
    let flapping: Flapping?
    /// When its last failure was closed; nil while one is open.
    let closed: Date?
    let reopened: Int
    let lastReopened: Date?
    private let waiting: Mended?
    private let course: String?

    private enum CodingKeys: CodingKey {
        case number, check, title, scope, subject, verdict, level, band, value, acceptance, acceptanceEnds
        case due, overdue, dispute, underReview, evidence, since, firstFailed, lastSeen, mended, flapping
        case closed, reopened, lastReopened
    }

    init(
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
        course = tracked.courseInWords { CalendarDay($0).description }
    }

    /// Worst first, then by check and subject.
    func isBefore(_ other: FindingLine) -> Bool {
        let (own, others) = (value ?? -1, other.value ?? -1)
        return own != others ? own > others : (check, subject) < (other.check, other.subject)
    }

    var text: String {
        let risk = band.map { "\($0.rawValue), " } ?? ""
        let place = subject.isEmpty ? scope : Terminal.harmless(subject)
        let head = "F-\(number)  \(check)  \(place)  \(risk)\(outcome)\(Terminal.harmless(decision))"
        let rows = [
            waiting.map { $0.words { $0.formatted(.iso8601) } },
            mended.map { "when it failed last: \($0.evidence)" }, flapping?.words, evidence, course,
        ]
        return
            (["\(head)  since \(CalendarDay(since))"]
            + rows.compactMap(\.self).filter { !$0.isEmpty }.map { row in
                "      " + WrappedText.hanging(Terminal.harmless(row), indent: 6)
            })
            .joined(separator: "\n")
    }

    /// The last verdict, and what it counts as where that is another one.
    private var outcome: String {
        let measured = level.map { "\(verdict) (\($0))" } ?? verdict
        guard let mended else { return measured }
        return "mended, to be confirmed, counts as \(mended.level ?? "open"); last measured: \(measured)"
    }

    /// Who bears it, or what is the matter where nobody does.
    private var decision: String {
        let ends = acceptanceEnds.map { " (only until \($0))" } ?? ""
        let late = overdue ? due.map { ", due \($0)" } ?? "" : ""
        let accepted = acceptance.map { ", accepted: \($0)\(ends)" } ?? late
        let disputed =
            dispute.map { ", held for a false positive: \($0)" }
            ?? underReview.map { ", disputed, under review: \($0)" } ?? ""
        return accepted + disputed
    }
}

extension Verdict {
    /// What was seen, or why nothing was, in one line.
    var evidence: String {
        switch self {
        case .pass: ""
        case .fail(_, let seen, let expected): "\(seen); expected: \(expected)"
        case .notApplicable(let reason), .notTested(let reason): reason
        case .unknown(let reason): "\(reason.phase.rawValue): \(reason.reason)"
        }
    }
}
