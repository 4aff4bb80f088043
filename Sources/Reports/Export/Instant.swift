// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// Instants as RFC 3339 has them, in UTC and to the second.
enum Instant {
    /// An instant as `2026-11-23T04:00:00Z`; what lies outside the years 1 to 9999 is moved to their edge.
    static func rfc3339(_ instant: Date) -> String {
        let day = CalendarDay(instant)
        let seconds = Int(max(0, min(86_399, instant.timeIntervalSince(day.start))))
        var text: [UInt8] = []
        text.reserveCapacity(20)
        write(day.year, 4, &text)
        for (mark, number) in zip(
            "--T::".utf8,
            [day.month, day.day, seconds / 3600, seconds / 60 % 60, seconds % 60]
        ) {
            text.append(mark)
            write(number, 2, &text)
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The end of a day, for what counts until then.
    static func rfc3339(endOf day: CalendarDay) -> String { "\(day)T23:59:59Z" }

    static func rfc3339(startOf day: CalendarDay) -> String { "\(day)T00:00:00Z" }

    private static func write(_ number: Int, _ width: Int, _ text: inout [UInt8]) {
        var divisor = width == 4 ? 1000 : 10
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
