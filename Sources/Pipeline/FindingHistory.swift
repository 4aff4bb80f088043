// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
internal import Model
internal import Risk
internal import Store

/// The findings of a kept cycle as the store would track them if it went on judging the same evidence.
///
/// So what fails goes on failing and ages, and what was clean once is seen clean again, and is confirmed, if the day is far
/// enough. What another method than the cycle's holds for clean where that held it for a failure was not mended: it is
/// closed at once.
struct FindingHistory {
    private let evidence: RecordedEvidence
    private let kept: [FindingKey: NumberedStanding]
    private let model: RiskModel
    private let judge: Judge
    private var now: Date
    /// Of what probes established.
    private let measured: [FindingKey]
    /// Of what the ministry decides.
    private var decided: [FindingKey] = []
    private var standings: [FindingKey: Standing] = [:]
    /// The days on which verdicts became what they are by the mere passing of time.
    private var days: [FindingKey: CalendarDay] = [:]

    /// As of the cycle's own instant, by the method given.
    init(_ kept: KeptCycle, _ method: Method) {
        self.init(
            method.judge.findings(on: kept.evidence, at: kept.judged),
            on: kept.evidence,
            standings: kept.standings,
            at: kept.judged,
            method
        )
    }

    /// - Parameter findings: of everything that probes established.
    init(
        _ findings: [Finding],
        on evidence: RecordedEvidence,
        standings: [FindingKey: NumberedStanding],
        at judged: Date,
        _ method: Method
    ) {
        self.evidence = evidence
        kept = standings
        model = method.model
        judge = method.judge
        now = judged
        measured = findings.map(\.key)
        for finding in findings { follow(finding.key, finding.verdict, at: now, for: .sameMeasurement) }
        decide()
    }

    /// Judges what follows from the findings for the ministry's own decisions, as a cycle does.
    private mutating func decide() {
        let decisions = model.decisions(
            findings: tracked(measured),
            estate: evidence.estate,
            artefacts: evidence.artefacts,
            at: now
        )
        let findings = judge.findings(on: evidence.weighed(decisions), basis: .decisions, at: now)
        decided = findings.map(\.key)
        for finding in findings { follow(finding.key, finding.verdict, at: now, for: .decision) }
    }

    /// Lets time pass over the evidence.
    mutating func advance(to instant: Date, through visits: [Visit]) {
        guard instant > now else { return }
        let dates = MentionedDates(visits, from: now)
        let changes = judge.changes(
            on: evidence,
            from: now,
            through: instant,
            clocks: [.deadlines],
            dates: dates.of
        )
        for change in changes {
            confirm(change.key, at: change.at.addingTimeInterval(-1))
            follow(change.key, change.after, at: change.at, for: .laterMeasurement)
            days[change.key] = CalendarDay(change.at)
        }
        // The words of a verdict may change where state and level do not.
        for finding in judge.findings(on: evidence, at: instant, clocks: [.deadlines]) {
            follow(finding.key, finding.verdict, at: instant, for: .laterMeasurement)
        }
        for key in measured { confirm(key, at: instant) }
        now = instant
        decide()
    }

    /// Sorted by key.
    var tracked: [TrackedFinding] { tracked((measured + decided).sorted()) }

    private func tracked(_ keys: [FindingKey]) -> [TrackedFinding] {
        keys.compactMap { key in
            standings[key]?.tracked(key, number: kept[key]?.number ?? 0, seen: now)
        }
    }

    func day(of key: FindingKey) -> CalendarDay? { days[key] }

    /// Sees once more what was seen.
    private mutating func confirm(_ key: FindingKey, at instant: Date) {
        guard let standing = standings[key], standing.course.mended != nil else { return }
        follow(key, standing.verdict, at: instant, for: .laterMeasurement)
    }

    private enum Reason { case sameMeasurement, laterMeasurement, decision }

    private mutating func follow(
        _ key: FindingKey,
        _ verdict: Verdict,
        at instant: Date,
        for reason: Reason
    ) {
        guard let standing = standings[key] ?? kept[key]?.standing else {
            standings[key] = Standing(first: verdict, at: instant)
            return
        }
        let closing: Closing =
            switch reason {
            case .decision: .atOnce
            case .laterMeasurement: .confirmed
            case .sameMeasurement: standing.verdict.state == .fail ? .atOnce : .confirmed
            }
        standings[key] = standing.followed(by: verdict, at: instant, closing: closing) ?? standing
    }
}
