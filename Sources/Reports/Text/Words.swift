// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model

/// How reports say values, the same in every format that people read.
enum Words {
    /// Whole numbers cut off, never rounded up into the next band.
    static func number(_ value: Double) -> String {
        value.isFinite ? String(Int(value.rounded(.down))) : say("unknown")
    }

    static func interval(_ estimate: RiskEstimate) -> String {
        "\(number(estimate.low))–\(number(estimate.high))"
    }

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// `1 endpoint`, `2 endpoints`.
    static func count(_ count: Int, _ noun: CountedNoun) -> String { noun.words(count) }

    /// The first few, and how many more there are.
    static func list(_ items: [String], atMost limit: Int) -> String {
        guard items.count > limit else { return items.joined(separator: ", ") }
        return items.prefix(limit).joined(separator: ", ") + " " + more(items.count - limit)
    }

    /// How many are not named.
    static func more(_ count: Int) -> String { say("and {{count}} more", ["count": String(count)]) }

    /// `67: first; second and 65 more`, without the number where all are named.
    static func counted(_ items: [String], atMost limit: Int) -> String {
        guard items.count > limit else { return items.joined(separator: "; ") }
        let first = items.prefix(limit).joined(separator: "; ")
        return "\(items.count): \(first) \(more(items.count - limit))"
    }

    /// The model's letter in a word.
    static func effort(_ letter: String) -> String {
        ["S": say("small"), "M": say("medium"), "L": say("large")][letter] ?? letter
    }

    static func answer(_ answer: Bool?) -> String {
        answer.map { $0 ? say("Yes") : say("No") } ?? say("Unknown")
    }

    static func phase(_ phase: Unestablished.Phase) -> String {
        switch phase {
        case .resolve: say("The name gave no address")
        case .connect: say("No connection")
        case .greeting: say("The service did not get as far as TLS")
        case .absent: say("The service has no TLS")
        case .handshake: say("No answer in TLS")
        case .reply: say("The answer could not be read")
        case .vantage: say("This vantage cannot see it")
        case .attestation: say("Nobody attests it, or no longer")
        case .notAuthorised: say("Not authorised")
        case .notOurs: say("Not ours to probe")
        case .notMeasured: say("No probe of this version asks")
        case .notApplicable: say("The question does not arise")
        }
    }

    static func state(_ state: Verdict.State) -> String {
        switch state {
        case .pass: say("pass")
        case .fail: say("fail")
        case .unknown: say("unknown")
        case .notApplicable: say("not applicable")
        case .notTested: say("not tested")
        }
    }

    static func bytes(_ count: Int) -> String {
        count < 10_000 ? Words.count(count, .byte) : "\(count / 1000) kB"
    }
}

/// Dates and times in the ministry's time zone.
struct Clock {
    private let calendar: Calendar
    private let zone: TimeZone

    /// An unknown zone is read as UTC.
    init(zone identifier: String) {
        let zone = TimeZone(identifier: identifier) ?? .gmt
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.zone = zone
        self.calendar = calendar
    }

    /// `23 November 2026, 14:05 (UTC+01:00)`.
    func instant(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        let minutes = zone.secondsFromGMT(for: date) / 60
        let offset =
            minutes == 0
            ? "UTC"
            : "UTC\(minutes < 0 ? "−" : "+")\(Self.two(abs(minutes) / 60)):\(Self.two(abs(minutes) % 60))"
        return "\(day(date)), \(Self.two(parts.hour ?? 0)):\(Self.two(parts.minute ?? 0)) (\(offset))"
    }

    /// `23 November 2026`.
    func day(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return Self.day(parts.year ?? 1, parts.month ?? 1, parts.day ?? 1)
    }

    static func day(_ day: CalendarDay) -> String { Self.day(day.year, day.month, day.day) }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(day) \(monthName(month)) \(year)"
    }

    static func monthName(_ month: Int) -> String {
        (1...12).contains(month) ? months[month - 1] : String(month)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static var months: [String] {
        [
            say("January"), say("February"), say("March"), say("April"), say("May"), say("June"), say("July"),
            say("August"), say("September"), say("October"), say("November"), say("December"),
        ]
    }
}
