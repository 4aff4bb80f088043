// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// A calendar of whole days as a text/calendar file (RFC 5545); whatever the texts hold, they stay texts.
package struct ICalendar: Hashable, Sendable {
    /// One thing that happens on a day (RFC 5545 §3.6.1: without an end it lasts that day).
    package struct Event: Hashable, Sendable {
        /// The same for the same event in every file (RFC 5545 §3.8.4.7).
        package let uid: String
        package let day: CalendarDay
        package let summary: String
        package let description: String
        package let category: String

        package init(uid: String, day: CalendarDay, summary: String, description: String, category: String) {
            self.uid = uid
            self.day = day
            self.summary = summary
            self.description = description
            self.category = category
        }
    }

    private let name: String
    private let stamp: Date
    private let events: [Event]

    /// - Parameters:
    ///   - name: how calendar programs call it (RFC 7986 §5.1).
    ///   - stamp: when what it says was established (RFC 5545 §3.8.7.2).
    package init(name: String, stamp: Date, events: [Event]) {
        self.name = name
        self.stamp = stamp
        self.events = events
    }

    /// In UTF-8, with its line ends.
    package var text: String {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Calendar of failures//EN",
            "CALSCALE:GREGORIAN",
            "NAME:\(Self.escaped(name))", "X-WR-CALNAME:\(Self.escaped(name))",
        ]
        let lines = head + events.flatMap(lines) + ["END:VCALENDAR"]
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func lines(of event: Event) -> [String] {
        [
            "BEGIN:VEVENT", "UID:\(Self.escaped(event.uid))", "DTSTAMP:\(Self.instant(stamp))",
            "DTSTART;VALUE=DATE:\(event.day.description.replacing("-", with: ""))",
            "SUMMARY:\(Self.escaped(event.summary))",
            "DESCRIPTION:\(Self.escaped(event.description))",
            "CATEGORIES:\(Self.escaped(event.category))",
            // Nobody is busy for it.
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]
    }

    /// `20270315T120000Z` (RFC 5545 §3.3.5, form 2).
    private static func instant(_ date: Date) -> String {
        let day = CalendarDay(date)
        let seconds = max(0, min(86_399, Int(date.timeIntervalSince(day.start))))
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day.description.replacing("-", with: ""))T\(parts.joined())Z"
    }

    /// A value of type TEXT (RFC 5545 §3.3.11); control characters, which no text may hold, are replaced.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: ["\\", "n"])
            case "\t": result.append(scalar)
            case _ where scalar.properties.generalCategory == .control: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// A content line of at most 75 octets a piece; no character is torn apart (RFC 5545 §3.1).
    static func folded(_ line: String) -> String {
        var result = String.UnicodeScalarView()
        var octets = 0
        for scalar in line.unicodeScalars {
            let width = Unicode.UTF8.width(scalar)
            if octets + width > 75 {
                result.append(contentsOf: ["\r", "\n", " "])
                octets = 1
            }
            result.append(scalar)
            octets += width
        }
        return String(result)
    }
}
