// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory
package import Model
package import Pipeline

/// Which endpoints and domains are due when: a pure function of the settings and of when each was measured last.
///
/// Every interval has a grid of instants, whole multiples of it since 1970 in UTC, put off by what is this instance's own.
/// A subject is due at the first instant of its grid that comes half an interval or more after the cycle that measured it
/// began, and after that cycle ended. So cycles of all roles fall together, what was missed is made up for once, what a
/// long cycle ran through is merged into it, and one that was asked for in between shifts nothing. The ministry itself is due,
/// too, so that attestations and deadlines are judged where nothing else is.
package struct Schedule: Hashable, Sendable {
    /// By how much this instance puts its cycles off: at least 0, at most the jitter; whole seconds.
    package let delay: TimeInterval
    package let hours: OpenHours
    private let interval: TimeInterval
    private let byRole: [Role: TimeInterval]

    /// - Parameter instance: a name that others with the same configuration do not have.
    package init(_ settings: ServiceSettings, timeZone: TimeZone, instance: String) {
        interval = settings.interval.seconds
        byRole = Dictionary(settings.schedule.roleIntervals.map { ($0.role, $0.interval.seconds) }) {
            first,
            _ in
            first
        }
        hours = OpenHours(settings.schedule, timeZone: timeZone)
        delay = (Self.fraction(of: instance) * settings.jitter.seconds).rounded(.down)
    }

    /// What is due at an instant, and when the next cycle is.
    package struct Plan: Hashable, Sendable {
        /// The most overdue first; what was never measured comes before all else.
        package let due: [Subject]
        /// When the next of all is due, which may be past.
        package let next: Date
    }

    package func plan(
        over estate: Estate,
        last: [Subject: LastMeasurements.Occasion],
        at now: Date
    ) -> Plan {
        let dates = listed(in: estate).map { subject, interval in
            (subject: subject, at: due(after: last[subject], every: interval, at: now))
        }
        let overdue = dates.enumerated().filter { $0.element.at <= now }
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        return Plan(due: overdue.map(\.element.subject), next: dates.map(\.at).min() ?? now)
    }

    /// When a subject is due; the distant past where it was never measured, or only by a clock that has gone back since.
    package func due(after last: LastMeasurements.Occasion?, every interval: TimeInterval, at now: Date)
        -> Date
    {
        guard let last, last.began.timeIntervalSince(now) <= interval else { return .distantPast }
        let earliest = last.began.addingTimeInterval(interval / 2)
        let first = instant(onOrAfter: earliest, every: interval)
        guard first <= last.ended else { return first }
        let later = instant(onOrAfter: last.ended, every: interval)
        return later > last.ended ? later : later.addingTimeInterval(interval)
    }

    /// How many cycles would have begun while one ran that measured some subjects.
    package func merged(
        into occasion: LastMeasurements.Occasion,
        measuring subjects: [Subject],
        of estate: Estate
    )
        -> Int
    {
        let measured = Set(subjects)
        let intervals = listed(in: estate).filter { measured.contains($0.subject) }.map(\.interval)
        guard let interval = intervals.min(), occasion.ended > occasion.began else { return 0 }
        var first = instant(onOrAfter: occasion.began, every: interval)
        if first <= occasion.began { first.addTimeInterval(interval) }
        guard first <= occasion.ended else { return 0 }
        return Int(min(occasion.ended.timeIntervalSince(first) / interval, 1_000_000)) + 1
    }

    private func listed(in estate: Estate) -> [(subject: Subject, interval: TimeInterval)] {
        estate.endpoints.map { (.endpoint($0.id), byRole[$0.role] ?? interval) }
            + estate.domains.map { (.domain($0.name), interval) }
            + [(.ministry, interval)]
    }

    private func instant(onOrAfter date: Date, every interval: TimeInterval) -> Date {
        let steps = ((date.timeIntervalSince1970 - delay) / interval).rounded(.up)
        return Date(timeIntervalSince1970: steps * interval + delay)
    }

    /// A number below 1 that only the name decides: FNV-1a of 64 bits, mixed by the finaliser of SplitMix64.
    private static func fraction(of name: String) -> Double {
        var hash = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((hash ^ (hash >> 31)) >> 11) / Double(UInt64(1) << 53)
    }
}
