// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Settings
internal import Reports
internal import Store
internal import StoreSQLite

extension Verdict.State: ExpressibleByArgument {}

/// `chancery findings`: reads findings with filters.
struct Findings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List findings from the store.",
        discussion: """
            Examples:
              chancery findings
              chancery findings --verdict fail --endpoint www.paris.mfa.example
              chancery findings --check certificate.expires-soon --format json
            """
    )

    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(
        name: .customLong("verdict"),
        help: "Only this verdict; may be repeated. Default: fail and unknown."
    )
    var verdicts: [Verdict.State] = [.fail, .unknown]

    @Option(name: .customLong("endpoint"), help: "Only this endpoint; may be repeated.")
    var endpoints: [String] = []

    @Option(name: .customLong("check"), help: "Only this check; may be repeated.")
    var checks: [String] = []

    func validate() throws {
        for check in checks where Catalog.identities[check] == nil {
            let hint = NearestWord.nearest(to: check, among: Catalog.identities.keys)
            throw ValidationError("no check '\(check)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
    }

    func run() async throws {
        let store = try state.readStore()
        let filter = FindingFilter(
            checks: Set(checks),
            endpoints: Set(endpoints),
            states: Set(verdicts)
        )
        let posture = try await store.posture(of: nil)
        let items = Dictionary((posture?.items ?? []).map { ($0.key, $0) }) { first, _ in first }
        let ending = (posture?.acceptances ?? []).filter { $0.endsSoon == true }
        let ends = Dictionary(ending.map { ($0.acceptance.id, $0.acceptance.expires) }) { first, _ in first }
        let today = CalendarDay(posture?.asOf ?? Date())
        let reviews = (posture?.disputes ?? []).filter { $0.state == .underReview }
        let disputed = Dictionary(reviews.flatMap { review in review.covers.map { ($0, review.dispute.id) } })
        {
            first,
            _ in first
        }
        let lines = try await store.findings(filter).map { finding in
            let item = items[finding.finding.key]
            let end = item?.acceptance.flatMap { ends[$0] }
            return FindingLine(
                finding,
                item: item,
                acceptanceEnds: end,
                review: disputed[finding.finding.key],
                today: today
            )
        }
        .sorted { $0.isBefore($1) }
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(lines))
        case .text:
            for line in lines { Terminal.print(line.text) }
            Terminal.say(Terminal.count(lines.count, "finding"))
        }
    }
}

/// One finding as printed.
private struct FindingLine: Encodable {
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
    let reopened: Int

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
        let failing = tracked.finding.verdict.state == .fail ? item : nil
        band = failing?.band
        value = failing?.estimate.point
        acceptance = failing?.acceptance
        self.acceptanceEnds = failing == nil ? nil : acceptanceEnds?.description
        due = failing?.due?.description
        dispute = failing?.dispute
        underReview = failing == nil ? nil : review
        overdue = failing?.isBorne == false && failing?.due.map { $0 < today } ?? false
        evidence = tracked.finding.verdict.evidence
        since = tracked.since
        firstFailed = tracked.firstFailed
        lastSeen = tracked.lastSeen
        reopened = tracked.reopened
    }

    /// Worst first, then by check and subject.
    func isBefore(_ other: FindingLine) -> Bool {
        let (own, others) = (value ?? -1, other.value ?? -1)
        return own != others ? own > others : (check, subject) < (other.check, other.subject)
    }

    var text: String {
        let outcome = level.map { "\(verdict) (\($0))" } ?? verdict
        let risk = band.map { "\($0.rawValue), " } ?? ""
        let ends = acceptanceEnds.map { " (only until \($0))" } ?? ""
        let late = overdue ? due.map { ", due \($0)" } ?? "" : ""
        let accepted = acceptance.map { ", accepted: \($0)\(ends)" } ?? late
        let disputed =
            dispute.map { ", held for a false positive: \($0)" }
            ?? underReview.map { ", disputed, under review: \($0)" } ?? ""
        let head =
            "F-\(number)  \(check)  \(subject.isEmpty ? scope : Terminal.harmless(subject))  \(risk)\(outcome)"
            + "\(Terminal.harmless(accepted + disputed))  since \(CalendarDay(since))"
        guard !evidence.isEmpty else { return head }
        return "\(head)\n      " + WrappedText.hanging(Terminal.harmless(evidence), indent: 6)
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
