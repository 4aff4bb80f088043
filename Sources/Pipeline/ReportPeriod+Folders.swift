// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory

extension ReportPeriod {
    /// The folder of the period that an instant lies in: `2026-11-23`, `2026-W48` (ISO 8601), `2026-11`, `2026-Q4`.
    package func folderName(of instant: Date, timeZone: TimeZone) -> String {
        let parts = Self.calendar(timeZone).dateComponents(
            [.year, .month, .day, .weekOfYear, .yearForWeekOfYear],
            from: instant
        )
        let year = parts.year ?? 0
        let month = parts.month ?? 1
        return switch self {
        case .daily: "\(year)-\(padded(month))-\(padded(parts.day ?? 1))"
        case .weekly: "\(parts.yearForWeekOfYear ?? year)-W\(padded(parts.weekOfYear ?? 1))"
        case .monthly: "\(year)-\(padded(month))"
        case .quarterly: "\(year)-Q\((month - 1) / 3 + 1)"
        }
    }

    /// The first instant after the period that a folder is named for; nil for a name that is none of this period's.
    package func end(ofFolder name: String, timeZone: TimeZone) -> Date? {
        let calendar = Self.calendar(timeZone)
        let numbers = name.split { !$0.isNumber }.compactMap { Int($0) }
        guard let year = numbers.first, (1000...9999).contains(year) else { return nil }
        let second = numbers.dropFirst().first ?? 1
        let start: DateComponents =
            switch self {
            case .daily: DateComponents(year: year, month: second, day: numbers.last)
            case .weekly: DateComponents(weekday: 2, weekOfYear: second, yearForWeekOfYear: year)
            case .monthly: DateComponents(year: year, month: second, day: 1)
            case .quarterly where (1...4).contains(second):
                DateComponents(year: year, month: 3 * second - 2, day: 1)
            case .quarterly: DateComponents()
            }
        guard let first = calendar.date(from: start), folderName(of: first, timeZone: timeZone) == name else {
            return nil
        }
        return end(of: first, timeZone: timeZone)
    }

    /// The first instant after the period that an instant lies in; nil beyond what the calendar can say.
    package func end(of instant: Date, timeZone: TimeZone) -> Date? {
        let unit: Calendar.Component =
            switch self {
            case .daily: .day
            case .weekly: .weekOfYear
            case .monthly: .month
            case .quarterly: .quarter
            }
        let calendar = Self.calendar(timeZone)
        guard self == .quarterly else { return calendar.dateInterval(of: unit, for: instant)?.end }
        // Quarters by their months, as calendars do not agree on how to count them.
        let parts = calendar.dateComponents([.year, .month], from: instant)
        guard let year = parts.year, let month = parts.month else { return nil }
        return calendar.date(from: DateComponents(year: year, month: (month - 1) / 3 * 3 + 4, day: 1))
    }

    private static func calendar(_ timeZone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = timeZone
        return calendar
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
