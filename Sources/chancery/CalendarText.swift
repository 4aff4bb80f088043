// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline

/// A calendar of failures in lines for the terminal, and its words for other forms.
struct CalendarText {
    let calendar: FailureCalendar

    private static let mostNamed = 4

    var text: String {
        let head = [
            "What will fail if nothing is done, through \(CalendarDay(calendar.through)); "
                + "\(Terminal.harmless(calendar.model.name)) \(Terminal.harmless(calendar.model.version))",
            "By the evidence of cycle \(calendar.cycle) of \(calendar.from.formatted(.iso8601)); days of UTC.",
        ]
        guard !calendar.entries.isEmpty else { return (head + ["Nothing."]).joined(separator: "\n") }
        var lines = head
        var month = ""
        for entry in calendar.entries {
            let next = String(entry.day.description.prefix(7))
            if next != month { lines.append("\n\(next)") }
            month = next
            lines += Self.lines(entry)
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ entry: CalendarEntry) -> [String] {
        let words = words(entry)
        let named = entry.subjects.prefix(mostNamed).map(place)
        let more = entry.subjects.count - named.count
        let places = named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return ["\(entry.day)  \(words.headline)", "            \(places)"]
            + (words.remark.isEmpty ? [] : ["            \(words.remark)"])
    }

    /// One line each; what came from the network is harmless in it.
    static func words(_ entry: CalendarEntry) -> (headline: String, remark: String) {
        let band = entry.band.map { ", \($0.rawValue)" } ?? ""
        let level = entry.level.map { ", \($0)" } ?? ""
        let title = Terminal.harmless(entry.title)
        let id = Terminal.harmless(entry.id)
        let headline: String =
            switch entry.kind {
            case .fails: "\(title) (\(id)\(level)\(band))"
            case .worsens: "Worse: \(title) (\(id)\(level)\(band))"
            case .overdue: "Overdue: \(title) (\(id)\(level)\(band))"
            case .attestationEnds: "An attestation runs out: \(id) \(title)"
            case .acceptanceEnds: "An acceptance runs out: \(id), for \(title)"
            }
        let evidence = Terminal.harmless(entry.evidence)
        let remark = entry.isContinual ? "only if it is not made anew, as it should be all the time" : ""
        return (headline, [evidence, remark].filter { !$0.isEmpty }.joined(separator: "; "))
    }

    static func place(_ subject: Subject) -> String {
        Terminal.harmless(subject.name.isEmpty ? subject.scope.rawValue : subject.name)
    }
}
