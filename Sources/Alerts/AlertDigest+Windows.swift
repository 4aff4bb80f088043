// SPDX-License-Identifier: Apache-2.0
package import Foundation

extension AlertDigest {
    /// The hour of the day at which daily and weekly digests go out.
    private static let hour = 7

    /// When an alert of an instant goes out: at once, or at the end of the hour, day or week that it came in, after it.
    ///
    /// - Parameter zone: whose hours and days count.
    package func window(of instant: Date, zone: TimeZone) -> Date {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = zone
        let parts: DateComponents
        switch self {
        case .no: return instant
        case .hourly: parts = DateComponents(minute: 0, second: 0)
        case .daily: parts = DateComponents(hour: Self.hour, minute: 0, second: 0)
        // Monday, as Foundation counts from Sunday.
        case .weekly: parts = DateComponents(hour: Self.hour, minute: 0, second: 0, weekday: 2)
        }
        return calendar.nextDate(after: instant, matching: parts, matchingPolicy: .nextTime) ?? instant
    }
}
