// SPDX-License-Identifier: Apache-2.0

/// Dates as feeds write them: RFC 822 with its later years, and RFC 3339.
package enum FeedDate {
    /// Seconds since 1970; nil for what is no date of the years 1970 to 9999.
    package static func seconds(_ text: String) -> Int? {
        let words = text.split { $0 == " " || $0 == "," || $0.isNewline || $0 == "\t" }.map(String.init)
        guard let first = words.first else { return nil }
        if words.count == 1 { return internet(first) }
        // The name of the day may be left out, and says nothing.
        return mail(first.first?.isNumber == true ? words : Array(words.dropFirst()))
    }

    /// `2026-11-26T10:00:00.5+01:00`; a day alone is its beginning.
    private static func internet(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes[0..<4]),
            let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let date = days(year, month, day)
        else { return nil }
        guard bytes.count > 10 else { return date * 86_400 }
        guard bytes[10] | 0x20 == 0x74 else { return nil }
        let rest = bytes[11...]
        let clock = rest.prefix { (0x30...0x3A).contains($0) }
        var zone = rest.dropFirst(clock.count)
        if zone.first == 0x2E { zone = zone.dropFirst().drop { (0x30...0x39).contains($0) } }
        let shown = String(decoding: zone.filter { $0 != 0x3A }, as: UTF8.self)
        guard let time = time(String(decoding: clock, as: UTF8.self)), let offset = offset(shown) else {
            return nil
        }
        return date * 86_400 + time - offset
    }

    /// `26 Nov 2026 10:00:00 +0100`.
    private static func mail(_ words: [String]) -> Int? {
        guard words.count >= 4, let day = number(words[0].utf8), words[1].count >= 3,
            let month = months.firstIndex(of: String(words[1].prefix(3)).lowercased()),
            let written = number(words[2].utf8), let time = time(words[3])
        else { return nil }
        // Years of two digits are those of RFC 5322 §4.3.
        let year = words[2].utf8.count > 2 ? written : written + (written < 50 ? 2000 : 1900)
        guard let date = days(year, month + 1, day), let offset = offset(words.count > 4 ? words[4] : "Z")
        else { return nil }
        return date * 86_400 + time - offset
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Hours east of Greenwich (RFC 822 §5.1).
    private static let zones = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
        "pst": -8, "pdt": -7,
    ]

    private static func offset(_ zone: String) -> Int? {
        if let hours = zones[zone.lowercased()] { return hours * 3600 }
        let bytes = Array(zone.utf8)
        guard bytes.count == 5, bytes[0] == 0x2B || bytes[0] == 0x2D, let hours = number(bytes[1...2]),
            let minutes = number(bytes[3...4]), hours < 24, minutes < 60
        else { return nil }
        return (bytes[0] == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// `10:00` or `10:00:00`; a leap second counts as the one before.
    private static func time(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { number($0.utf8) }
        guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1], hours < 24,
            minutes < 60
        else { return nil }
        guard parts.count == 3 else { return hours * 3600 + minutes * 60 }
        guard let seconds = parts[2], seconds <= 60 else { return nil }
        return hours * 3600 + minutes * 60 + min(59, seconds)
    }

    /// At most four digits.
    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1970...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let before = year - 1
        let years = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
        return years + lengths.prefix(month - 1).reduce(0, +) + day - 1
    }
}
