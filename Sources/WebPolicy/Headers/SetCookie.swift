// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A cookie as a `Set-Cookie` field sets it (RFC 6265bis §5.6); its value is not kept.
package struct SetCookie: Hashable, Sendable {
    package enum SameSite: Hashable, Sendable {
        case strict, lax, none
        /// Anything else, for which browsers fall back on their default.
        case other(String)
    }

    /// May be empty.
    package let name: String
    package let isSecure: Bool
    package let isHTTPOnly: Bool
    /// Nil where the attribute is absent.
    package let sameSite: SameSite?
    /// Without its leading dot, in lower case; nil for the host alone.
    package let domain: String?
    package let path: String?
    /// Seconds, which may be negative; nil where the attribute is absent or no number.
    package let maxAge: Int?
    package let expires: Date?
    package let isPartitioned: Bool
    /// Of name and value.
    package let length: Int

    /// Nil where browsers ignore it: neither name nor value, or control characters.
    package init?(_ field: String) {
        guard !field.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else { return nil }
        let parts = field.split(separator: ";", omittingEmptySubsequences: false)
        let pair = parts[0].assignment
        // Without an equals sign it is a value without a name.
        name = pair.value == nil ? "" : pair.name
        let value = pair.value ?? pair.name
        guard !name.isEmpty || !value.isEmpty else { return nil }
        length = name.utf8.count + value.utf8.count
        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let (name, value) = part.assignment
            // Longer ones are ignored, and the last of a name counts.
            guard (value ?? "").utf8.count <= 1024 else { continue }
            attributes[name.lowercased()] = value ?? ""
        }
        isSecure = attributes["secure"] != nil
        isHTTPOnly = attributes["httponly"] != nil
        isPartitioned = attributes["partitioned"] != nil
        sameSite = attributes["samesite"].map(SameSite.init)
        let domain = attributes["domain"].map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
        self.domain = domain.flatMap { $0.isEmpty ? nil : $0.lowercased() }
        path = attributes["path"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        maxAge = attributes["max-age"].flatMap(Self.seconds)
        expires = attributes["expires"].flatMap(CookieDate.parse)
    }

    /// Seconds from now on; nil for a session's.
    package func lifetime(at now: Date) -> Double? {
        maxAge.map(Double.init) ?? expires.map { $0.timeIntervalSince(now) }
    }

    private static func seconds(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text) ?? (text.hasPrefix("-") ? .min : .max)
    }
}

extension SetCookie.SameSite {
    package init(_ text: String) {
        switch text.lowercased() {
        case "strict": self = .strict
        case "lax": self = .lax
        case "none": self = .none
        default: self = .other(text)
        }
    }
}

/// A cookie's date, read as leniently as RFC 6265 §5.1.1 says.
package enum CookieDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    package static func parse(_ text: String) -> Date? {
        var time: (hour: Int, minute: Int, second: Int)?
        var day: Int?
        var month: Int?
        var year: Int?
        for token in text.split(whereSeparator: Self.isDelimiter).prefix(32) {
            if time == nil, let found = self.time(token) {
                time = found
            } else if day == nil, let number = number(token, digits: 1...2) {
                day = number
            } else if month == nil, let index = months.firstIndex(of: token.prefix(3).lowercased()) {
                month = index + 1
            } else if year == nil, let number = number(token, digits: 2...4) {
                year = number < 70 ? number + 2000 : number < 100 ? number + 1900 : number
            }
        }
        guard let time, let day, let month, let year, (1...31).contains(day), year >= 1601,
            time.hour <= 23, time.minute <= 59, time.second <= 59
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(
            year: year,
            month: month,
            day: day,
            hour: time.hour,
            minute: time.minute,
            second: time.second
        )
        guard let date = calendar.date(from: parts), calendar.component(.day, from: date) == day else {
            return nil
        }
        return date
    }

    private static func isDelimiter(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        switch byte {
        case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: return true
        default: return false
        }
    }

    /// Digits at the start, and then no further digit.
    private static func number(_ token: Substring, digits: ClosedRange<Int>) -> Int? {
        let run = token.prefix { $0.isASCII && $0.isNumber }
        guard digits.contains(run.count) else { return nil }
        return Int(run)
    }

    private static func time(_ token: Substring) -> (Int, Int, Int)? {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(parts[0], digits: 1...2),
            let minute = number(parts[1], digits: 1...2), let second = number(parts[2], digits: 1...2)
        else { return nil }
        return (hour, minute, second)
    }
}
