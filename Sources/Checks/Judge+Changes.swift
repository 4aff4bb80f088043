// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// A verdict that becomes another one by the mere passing of time.
package struct VerdictChange: Hashable, Sendable {
    package let key: FindingKey
    /// The first second of the new verdict.
    package let at: Date
    package let before: Verdict
    package let after: Verdict

    package init(key: FindingKey, at: Date, before: Verdict, after: Verdict) {
        self.key = key
        self.at = at
        self.before = before
        self.after = after
    }
}

extension Judge {
    /// Every change of state or level between two instants, of checks that use the clock in one of these ways; sorted
    /// by instant and key.
    ///
    /// The checks themselves are asked, so no rule stands here a second time: each is put to its gathered evidence at
    /// the instants of `dates`, each with the second after it, and every 30 days; where two neighbours say different
    /// things, the change is found by halving. What turns back between two such instants is not seen.
    ///
    /// - Parameter dates: instants that the evidence of a subject names, sorted; the first 48 in the span count.
    package func changes(
        on evidence: any Evidence,
        from start: Date,
        through end: Date,
        clocks: Set<ClockUse> = [.deadlines, .continual],
        dates: (Subject) -> [Date]
    ) -> [VerdictChange] {
        guard start < end else { return [] }
        let span = ClockSpan(start: start.wholeSecond, end: end.wholeSecond)
        var instants: [Subject: [Date]] = [:]
        var changes: [VerdictChange] = []
        for (check, subjects) in targets(in: evidence, clocks: clocks) {
            for subject in subjects {
                let own = instants[subject] ?? span.instants(with: dates(subject))
                instants[subject] = own
                let key = FindingKey(check: check.id, subject: subject)
                let judgement = check.check.judgement(on: evidence, about: subject)
                changes += span.changes(of: key, at: own, judgement)
            }
        }
        return changes.sorted { ($0.at, $0.key) < ($1.at, $1.key) }
    }
}

/// The time in which changes are looked for.
private struct ClockSpan {
    /// At most so many dates of a subject are looked at by themselves.
    private static let mostDates = 48
    private static let stride: Double = 30 * 86_400

    let start: Date
    let end: Date

    /// Sorted, each once, `start` first and `end` last.
    func instants(with dates: [Date]) -> [Date] {
        var instants: Set<Date> = [start, end]
        var next = start.addingTimeInterval(Self.stride)
        while next < end {
            instants.insert(next)
            next = next.addingTimeInterval(Self.stride)
        }
        for date in dates.lazy.filter({ start <= $0 && $0 < end }).prefix(Self.mostDates) {
            instants.insert(date.wholeSecond)
            instants.insert(date.wholeSecond.addingTimeInterval(1))
        }
        return instants.filter { start <= $0 && $0 <= end }.sorted()
    }

    func changes(of key: FindingKey, at instants: [Date], _ judgement: (Date) -> Verdict) -> [VerdictChange] {
        var changes: [VerdictChange] = []
        var before = (at: start, verdict: judgement(start))
        for instant in instants.dropFirst() {
            let after = (at: instant, verdict: judgement(instant))
            Self.halve(before, after, judgement) { before, after in
                changes.append(
                    VerdictChange(key: key, at: after.at, before: before.verdict, after: after.verdict)
                )
            }
            before = after
        }
        return changes
    }

    private typealias Sample = (at: Date, verdict: Verdict)

    /// Finds the changes between two instants to the second.
    private static func halve(
        _ left: Sample,
        _ right: Sample,
        _ judgement: (Date) -> Verdict,
        found: (Sample, Sample) -> Void
    ) {
        guard !left.verdict.stands(like: right.verdict) else { return }
        let half = (right.at.timeIntervalSince(left.at) / 2).rounded(.down)
        guard half >= 1 else { return found(left, right) }
        let instant = left.at.addingTimeInterval(half)
        let middle = (at: instant, verdict: judgement(instant))
        halve(left, middle, judgement, found: found)
        halve(middle, right, judgement, found: found)
    }
}

extension Verdict {
    /// Whether state and level are the same, whatever the words.
    package func stands(like other: Verdict) -> Bool { state == other.state && level == other.level }
}

extension Date {
    /// The second in which it lies, as the store keeps instants.
    package var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
