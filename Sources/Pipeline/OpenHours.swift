// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory
internal import Model

/// Quiet hours and blackout days by the wall clock of a time zone.
///
/// An instant is held back where the clock on the wall of the ministry shows a time or a date that is: an hour that the clock
/// shows twice is held back twice, and one that it skips never.
package struct OpenHours: Hashable, Sendable {
    private let quietHours: [QuietHours]
    private let blackouts: [Blackout]
    private let calendar: Calendar

    package init(_ settings: ScheduleSettings, timeZone: TimeZone) {
        quietHours = settings.quietHours
        blackouts = settings.blackouts
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// What holds a cycle back at an instant; nil where nothing does.
    package func hold(at now: Date, despite: Despite = .nothing) -> Hold? {
        guard let first = reason(at: now, despite) else { return nil }
        var instant = now
        // A week of quiet hours has some dozen steps, and each day of a blackout one.
        for _ in 0..<10_000 {
            guard reason(at: instant, despite) != nil, let next = change(after: instant) else { break }
            instant = next
        }
        return Hold(reason: first, until: instant)
    }

    /// The longest hold that reaches into a span, in seconds, with what of it lies outside; 0 where none does.
    package func longestHold(from start: Date, through end: Date) -> TimeInterval {
        var instant = start
        var longest = 0.0
        for _ in 0..<10_000 where instant <= end {
            if let hold = hold(at: instant), hold.until > instant {
                longest = max(longest, hold.until.timeIntervalSince(instant))
                instant = hold.until
            } else {
                guard let next = change(after: instant) else { break }
                instant = next
            }
        }
        return longest
    }

    private func reason(at instant: Date, _ despite: Despite) -> Hold.Reason? {
        let wall = wall(at: instant)
        if !despite.outweighs(.blackout), blackouts.contains(where: { $0.covers(wall.day) }) {
            return .blackout
        }
        let isQuiet = quietHours.contains { hours in
            hours.minutes(on: wall.weekday).contains { $0.contains(wall.minute) }
        }
        return isQuiet && !despite.outweighs(.quietHours) ? .quietHours : nil
    }

    /// The next instant at which the answer may be another: a limit of quiet hours, midnight, or where the clock is set.
    private func change(after instant: Date) -> Date? {
        let wall = wall(at: instant)
        let limits = quietHours.flatMap { $0.minutes(on: wall.weekday) }.flatMap {
            [$0.lowerBound, $0.upperBound]
        }
        let begun = calendar.dateInterval(of: .minute, for: instant)?.start ?? instant
        let limit = limits.filter { $0 > wall.minute }.min()
            .map { begun.addingTimeInterval(Double($0 - wall.minute) * 60) }
        let midnight = calendar.dateInterval(of: .day, for: instant)?.end
        let turn = calendar.timeZone.nextDaylightSavingTimeTransition(after: instant)
        return [limit, midnight, turn].compactMap(\.self).filter { $0 > instant }.min()
    }

    private struct Wall {
        let day: CalendarDay
        /// 1 (Monday) to 7.
        let weekday: Int
        /// After midnight, as the clock shows it.
        let minute: Int
    }

    private func wall(at instant: Date) -> Wall {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute], from: instant)
        let day = CalendarDay(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
        // Foundation counts from Sunday.
        return Wall(
            day: day ?? CalendarDay(instant),
            weekday: ((parts.weekday ?? 2) + 5) % 7 + 1,
            minute: (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        )
    }
}
