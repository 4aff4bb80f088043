// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory
package import Model

/// How people name a closed cycle: by its number, by the period of a report, or by a day or an instant.
package enum CycleWord: Hashable, Sendable {
    /// `12`, or `cycle-12`.
    case number(Cycle.ID)
    /// The last one that was closed in the week, month or quarter.
    case period(ReportPeriod, name: String)
    /// The last one that was closed by an instant, that of a day's end for a day.
    case by(Date, name: String)

    /// Nil for what is none of these.
    ///
    /// - Parameters:
    ///   - word: `12`, `cycle-12`, `2026-W47`, `2026-11`, `2026-Q4` (as folders of reports are named), `2026-11-23`, or
    ///     an instant by RFC 3339.
    ///   - zone: in which periods and days begin and end.
    package init?(_ word: String, timeZone zone: TimeZone) {
        if let digits = word.wholeMatch(of: /(?:cycle-)?([0-9]{1,18})/)?.1 {
            guard let number = Cycle.ID(digits) else { return nil }
            self = .number(number)
            return
        }
        for period in ReportPeriod.allCases {
            guard let end = period.end(ofFolder: word, timeZone: zone) else { continue }
            self =
                period == .daily ? .by(end.addingTimeInterval(-1), name: word) : .period(period, name: word)
            return
        }
        guard let instant = Self.instant(word) else { return nil }
        self = .by(instant, name: word)
    }

    /// RFC 3339 §5.6 without leap seconds, with an offset and, where one likes, fractions of a second, which are dropped.
    private static func instant(_ word: String) -> Date? {
        let time = /([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.[0-9]{1,9})?/
        let offset = /[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]/
        guard let day = CalendarDay(String(word.prefix(10))),
            word.dropFirst(10).prefix(1).uppercased() == "T",
            let clock = word.dropFirst(11).prefixMatch(of: time)?.output,
            let zone = word[clock.0.endIndex...].wholeMatch(of: offset)?.output
        else { return nil }
        return try? Date("\(day)T\(clock.1):\(clock.2):\(clock.3)\(zone.uppercased())", strategy: .iso8601)
    }

    /// The cycle that is meant.
    ///
    /// - Parameter cycles: all closed ones, in any order.
    package func cycle(among cycles: [Cycle], timeZone zone: TimeZone) throws(CycleWordError) -> Cycle {
        let sorted = cycles.sorted { $0.id < $1.id }
        let found: Cycle? =
            switch self {
            case .number(let number): sorted.first { $0.id == number }
            case .period(let period, let name):
                sorted.last { period.folderName(of: $0.end, timeZone: zone) == name }
            case .by(let instant, _): sorted.last { $0.end <= instant }
            }
        guard let found else { throw CycleWordError(self, among: sorted, timeZone: zone) }
        return found
    }
}

extension Cycle {
    /// When it was closed.
    fileprivate var end: Date { finished ?? started }
}

/// No closed cycle is meant by a word; says which there are.
package struct CycleWordError: Error, Hashable, CustomStringConvertible {
    package let description: String

    /// - Parameter cycles: oldest first.
    fileprivate init(_ word: CycleWord, among cycles: [Cycle], timeZone zone: TimeZone) {
        func words(_ cycle: Cycle) -> String {
            "cycle \(cycle.id) of \(ReportPeriod.daily.folderName(of: cycle.end, timeZone: zone))"
        }
        let problem =
            switch word {
            case .number(let number): "there is no closed cycle \(number)"
            case .period(_, let name): "no cycle was closed in \(name)"
            case .by(_, let name): "no cycle was closed by \(name)"
            }
        let known =
            switch (cycles.first, cycles.last) {
            case (let first?, let last?) where first.id < last.id:
                "there are \(cycles.count), from \(words(first)) to \(words(last))"
            case (let only?, _): "there is only \(words(only))"
            default: "there is none yet"
            }
        let near = Self.neighbours(word, among: cycles, timeZone: zone).map(words)
        let nearest =
            near.isEmpty || cycles.count < 3 ? [] : ["nearest to it: \(near.joined(separator: ", "))"]
        description = ([problem] + nearest + [known]).joined(separator: "; ")
    }

    /// The last before a period, and the first after it.
    private static func neighbours(
        _ word: CycleWord,
        among cycles: [Cycle],
        timeZone zone: TimeZone
    ) -> [Cycle] {
        guard case .period(let period, let name) = word,
            let end = period.end(ofFolder: name, timeZone: zone)
        else { return [] }
        return [cycles.last { $0.end < end }, cycles.first { $0.end >= end }].compactMap(\.self)
    }
}
