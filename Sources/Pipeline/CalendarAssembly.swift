// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
package import Foundation
internal import Model
internal import Risk

/// Puts the calendar of what will fail together from a kept cycle and the method alone.
package struct CalendarAssembly: Sendable {
    private let method: Method

    package init(method: Method) { self.method = method }

    /// Every day from the cycle's judging on on which something begins to fail, fails worse, is overdue, or ceases to
    /// count; by the evidence, attestations and acceptances of the cycle.
    package func calendar(of kept: KeptCycle, through end: Date) -> FailureCalendar {
        let now = kept.judged
        let end = max(now, end)
        let changes = method.judge.changes(
            on: kept.evidence,
            from: now,
            through: end,
            dates: MentionedDates(kept.visits, from: now).of
        )
        let posture = Reassessment(method: method).posture(of: kept)
        let events =
            failures(among: changes, in: kept.estate)
            + overdue(in: posture, changes, through: end)
            + attestations(of: kept.estate, from: now, through: end)
            + acceptances(in: posture, through: end)
        return FailureCalendar(
            cycle: kept.cycle.id,
            from: now,
            through: end,
            model: method.model.stamp,
            entries: Self.joined(events)
        )
    }

    /// One subject's part in an entry.
    private struct Event {
        var day: CalendarDay
        var kind: CalendarEntry.Kind
        var id: String
        var title: String
        var level: String?
        var band: Band?
        var isContinual = false
        var subject: Subject
        var evidence = ""
    }

    /// Of a check, or of an item of attestation.
    private func title(of id: String) -> String {
        Catalog.identities[id]?.title ?? method.model.attestation(id)?.question ?? id
    }

    private func failures(among changes: [VerdictChange], in estate: Estate) -> [Event] {
        // Each key once a round, so that every change is weighed by itself.
        var rounds: [[VerdictChange]] = []
        var seen: [FindingKey: Int] = [:]
        for change in changes {
            guard let kind = FindingChange.Kind(change.key.check, from: change.before, to: change.after),
                kind == .new || kind == .worse
            else { continue }
            let round = seen[change.key, default: 0]
            seen[change.key] = round + 1
            if round == rounds.count { rounds.append([]) }
            rounds[round].append(change)
        }
        return rounds.flatMap { round in
            let bands = bands(of: round, in: estate)
            return round.map { change in
                Event(
                    day: CalendarDay(change.at),
                    kind: change.before.state == .fail ? .worsens : .fails,
                    id: change.key.check,
                    title: title(of: change.key.check),
                    level: change.after.level,
                    band: bands[change.key],
                    isContinual: Catalog.identities[change.key.check]?.clock == .continual,
                    subject: change.key.subject,
                    evidence: change.after.failureInWords
                )
            }
        }
    }

    /// The bands of failures on their first day.
    private func bands(of changes: [VerdictChange], in estate: Estate) -> [FindingKey: Band] {
        guard let first = changes.first else { return [:] }
        let findings = changes.map {
            Finding(check: $0.key.check, subject: $0.key.subject, verdict: $0.after)
        }
        let items = method.posture(of: findings, in: estate, at: first.at).items
        return Dictionary(items.map { ($0.key, $0.band) }) { first, _ in first }
    }

    /// Failures of today that are not yet overdue and do not end before.
    private func overdue(in posture: Posture, _ changes: [VerdictChange], through end: Date) -> [Event] {
        let ends = Self.ends(in: posture, changes)
        return posture.items.compactMap { item in
            guard item.verdict.state == .fail, item.acceptance == nil, let first = item.firstFailed,
                let days = method.model.deadlines.days[item.band]
            else { return nil }
            let due = first.addingTimeInterval(Double(days) * 86_400)
            guard posture.asOf <= due, due < end, ends[item.key].map({ due < $0 }) ?? true else { return nil }
            return Event(
                day: CalendarDay(due),
                kind: .overdue,
                id: item.key.check,
                title: title(of: item.key.check),
                level: item.verdict.level,
                band: item.band,
                subject: item.key.subject,
                evidence: item.verdict.failureInWords
            )
        }
    }

    /// When a failure stops being one, or an answer runs out.
    private static func ends(in posture: Posture, _ changes: [VerdictChange]) -> [FindingKey: Date] {
        var ends: [FindingKey: Date] = [:]
        for change in changes where change.before.state == .fail && change.after.state != .fail {
            ends[change.key] = ends[change.key] ?? change.at
        }
        for standing in posture.attestations where standing.state == .counted {
            let key = FindingKey(check: standing.item, subject: standing.subject)
            ends[key] = standing.attestation?.validUntil.adding(days: 1).start
        }
        return ends
    }

    /// Days on which an answer counts no more, where no other takes its place.
    private func attestations(of estate: Estate, from now: Date, through end: Date) -> [Event] {
        let days = Set(estate.attestations.map { $0.validUntil.adding(days: 1) })
            .filter { CalendarDay(now) < $0 && $0 <= CalendarDay(end) }.sorted()
        return days.flatMap { day -> [Event] in
            let before = method.model.attestations(of: estate, on: day.adding(days: -1))
            let after = method.model.attestations(of: estate, on: day)
            return zip(before, after).compactMap { before, after in
                guard before.state == .counted, after.state != .counted else { return nil }
                return Event(
                    day: day,
                    kind: .attestationEnds,
                    id: after.item,
                    title: title(of: after.item),
                    subject: after.subject
                )
            }
        }
    }

    private func acceptances(in posture: Posture, through end: Date) -> [Event] {
        posture.acceptances.flatMap { standing -> [Event] in
            let day = standing.acceptance.expires.adding(days: 1)
            guard standing.state == .inForce, day <= CalendarDay(end) else { return [] }
            return standing.covers.map { key in
                Event(
                    day: day,
                    kind: .acceptanceEnds,
                    id: standing.acceptance.id,
                    title: title(of: standing.acceptance.check),
                    subject: key.subject
                )
            }
        }
    }

    private static func joined(_ events: [Event]) -> [CalendarEntry] {
        struct Reason: Hashable {
            let day: CalendarDay
            let kind: CalendarEntry.Kind
            let id: String
            let level: String?
        }
        let byReason = Dictionary(grouping: events) {
            Reason(day: $0.day, kind: $0.kind, id: $0.id, level: $0.level)
        }
        return byReason.compactMap { reason, events -> CalendarEntry? in
            let sorted = events.sorted { $0.subject < $1.subject }
            guard let first = sorted.first else { return nil }
            return CalendarEntry(
                day: reason.day,
                kind: reason.kind,
                id: reason.id,
                title: first.title,
                level: reason.level,
                band: events.compactMap(\.band).max(),
                isContinual: first.isContinual,
                subjects: sorted.map(\.subject),
                evidence: first.evidence
            )
        }
        .sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }
}

extension CalendarEntry {
    fileprivate var order: [String] { [day.description, kind.rawValue, id, level ?? ""] }
}

extension Verdict {
    /// What was seen of a failure; empty for every other verdict.
    fileprivate var failureInWords: String {
        guard case .fail(_, let seen, _) = self else { return "" }
        return seen
    }
}
