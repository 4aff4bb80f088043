// SPDX-License-Identifier: Apache-2.0
package import Model
import Settings

/// When cycles may begin, besides `Interval=` and `Jitter=`.
package struct ScheduleSettings: Hashable, Sendable {
    /// How often endpoints of a role are measured where that is not the interval of cycles.
    package var roleIntervals: [RoleInterval] = []
    /// Daily hours in which no cycle runs by itself.
    package var quietHours: [QuietHours] = []
    /// Days on which nothing is measured.
    package var blackouts: [Blackout] = []
    /// The group whose members may ask the daemon for a cycle; nil for the service's own user and root alone.
    package var controlGroup: String?

    package init() {}
}

/// How often endpoints of one role are measured, written `mail 1h`.
package struct RoleInterval: Hashable, Sendable {
    package let role: Role
    package let interval: Duration

    package init(role: Role, interval: Duration) {
        self.role = role
        self.interval = interval
    }
}

/// Hours of the ministry's wall clock, written `22:00-06:00` or, with the days on which they begin, `Mon-Fri 08:00-18:00`.
package struct QuietHours: Hashable, Sendable, CustomStringConvertible {
    package static let minutesOfDay = 1440
    private static let dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// The first and the last day of the week on which they begin, 1 (Monday) to 7 (ISO 8601); the last may be the lower number.
    package let firstDay: Int
    package let lastDay: Int
    /// Minutes after midnight, 0 to 1439.
    package let start: Int
    /// Minutes after midnight, 1 to 1440; where it is not later than `start`, it is of the next day.
    package let end: Int

    /// Nil for what is not of this form; a day's name is taken in any case.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard let hours = words.last, words.count <= 2 else { return nil }
        let times = hours.split(separator: "-", omittingEmptySubsequences: false)
        guard times.count == 2, let start = Self.minutes(times[0]), start < Self.minutesOfDay,
            let end = Self.minutes(times[1]), end > 0 || start > 0
        else { return nil }
        self.start = start
        self.end = end == 0 ? Self.minutesOfDay : end
        guard words.count == 2 else {
            (firstDay, lastDay) = (1, 7)
            return
        }
        let days = words[0].split(separator: "-", omittingEmptySubsequences: false).map(Self.day)
        guard days.count <= 2, let first = days.first ?? nil, let last = days.last ?? nil else { return nil }
        (firstDay, lastDay) = (first, last)
    }

    package var description: String {
        let hours = "\(Self.clock(start))-\(Self.clock(end))"
        guard (firstDay, lastDay) != (1, 7) else { return hours }
        let first = Self.dayNames[firstDay - 1]
        return firstDay == lastDay ? "\(first) \(hours)" : "\(first)-\(Self.dayNames[lastDay - 1]) \(hours)"
    }

    /// Whether they begin on a day of the week, 1 (Monday) to 7.
    package func begin(on day: Int) -> Bool {
        firstDay <= lastDay ? (firstDay...lastDay).contains(day) : day >= firstDay || day <= lastDay
    }

    /// Minutes after midnight of each part, with the day of the week on which the part lies, seen from a day of the week.
    ///
    /// Empty where nothing of them lies on that day.
    package func minutes(on day: Int) -> [Range<Int>] {
        let before = day == 1 ? 7 : day - 1
        var parts: [Range<Int>] = []
        if begin(on: day) { parts.append(start..<(end > start ? end : Self.minutesOfDay)) }
        if end <= start, begin(on: before) { parts.append(0..<end) }
        return parts
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour * 60 + minute <= minutesOfDay
        else { return nil }
        return hour * 60 + minute
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func day(_ name: Substring) -> Int? {
        dayNames.firstIndex { $0.lowercased() == name.lowercased() }.map { $0 + 1 }
    }

    private static func clock(_ minutes: Int) -> String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(padded(minutes / 60)):\(padded(minutes % 60))"
    }
}

/// Whole days of the ministry's calendar, written `2026-12-24` or `2026-12-24/2026-12-26` (ISO 8601), both included.
package struct Blackout: Hashable, Sendable, CustomStringConvertible {
    package let first: CalendarDay
    package let last: CalendarDay

    /// Nil where it is of another form, or ends before it begins.
    package init?(_ text: String) {
        let days = text.split(separator: "/", omittingEmptySubsequences: false).map {
            CalendarDay(String($0))
        }
        guard days.count <= 2, let first = days.first ?? nil, let last = days.last ?? nil, first <= last
        else {
            return nil
        }
        self.first = first
        self.last = last
    }

    package func covers(_ day: CalendarDay) -> Bool { first <= day && day <= last }

    package var description: String { first == last ? "\(first)" : "\(first)/\(last)" }
}

extension [QuietHours] {
    /// Whether no minute of any week is left for a cycle.
    var leaveNothing: Bool {
        (1...7).allSatisfy { day in
            let parts = flatMap { $0.minutes(on: day) }.sorted { $0.lowerBound < $1.lowerBound }
            return parts.reduce(0) { $1.lowerBound <= $0 ? Swift.max($0, $1.upperBound) : $0 }
                == QuietHours.minutesOfDay
        }
    }
}
