// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model

/// Times as registers write them: RFC 3339, or a day alone; without a zone they are UTC.
enum TimeText {
    private static let longest = 40

    /// Nil where it is no time.
    static func date(_ text: String) -> Date? {
        guard text.utf8.count <= longest, text.utf8.allSatisfy({ $0 < 0x80 }),
            let day = CalendarDay(String(text.prefix(10)))
        else { return nil }
        var rest = Array(text.utf8.dropFirst(10))[...]
        guard let mark = rest.popFirst() else { return day.start }
        guard mark | 0x20 == 0x74 || mark == 0x20, rest.count >= 8, rest[rest.startIndex + 2] == 0x3A,
            rest[rest.startIndex + 5] == 0x3A
        else { return nil }
        let clock = [0, 3, 6].map { two(rest.dropFirst($0)) }
        // A second that leaps is the last of its minute (RFC 3339 §5.7).
        guard let hour = clock[0], let minute = clock[1], let second = clock[2], hour < 24, minute < 60,
            second <= 60
        else { return nil }
        rest = rest.dropFirst(8)
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let ahead = minutesAhead(rest) else { return nil }
        return day.start.addingTimeInterval(Double(hour * 3600 + (minute - ahead) * 60 + min(second, 59)))
    }

    /// Of UTC; nil where it is no zone.
    private static func minutesAhead(_ zone: ArraySlice<UInt8>) -> Int? {
        guard let sign = zone.first else { return 0 }
        if zone.count == 1 { return sign | 0x20 == 0x7A ? 0 : nil }
        guard zone.count == 6, sign == 0x2B || sign == 0x2D, zone[zone.startIndex + 3] == 0x3A,
            let hours = two(zone.dropFirst()), let minutes = two(zone.dropFirst(4)), hours < 24, minutes < 60
        else { return nil }
        return (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func two(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, let second = bytes.dropFirst().first,
            (0x30...0x39).contains(first), (0x30...0x39).contains(second)
        else { return nil }
        return Int(first - 0x30) * 10 + Int(second - 0x30)
    }
}
