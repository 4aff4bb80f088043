// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Crypto
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports
internal import Risk
internal import Store

/// How the calendar prints.
enum CalendarFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, ics
}

/// `chancery calendar`: what will fail when, if nothing is done.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Show what will fail when, if nothing is done.",
        discussion: """
            The evidence of the newest cycle is judged by the clocks of the days to come: ends of certificates, \
            registrations, signatures, security.txt and policies, failures that become overdue, attestations and \
            acceptances that run out. Days are those of UTC.

            Examples:
              chancery calendar
              chancery calendar --months 3 --format json
              chancery calendar --format ics > failures.ics
            """
    )

    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var state: StateOptions

    @Option(help: "How to print: \(CalendarFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format = CalendarFormat.text

    @Option(help: "How far to look ahead from today, 1 to 60.")
    var months = 12

    func validate() throws {
        guard 1...60 ~= months else { throw ValidationError("--months takes a number from 1 to 60") }
    }

    func run() async throws {
        let method = try modelOptions.loadMethod()
        let kept = try await state.keptCycle(nil)
        let end = CalendarDay(Date()).adding(months: months).start.addingTimeInterval(86_399)
        let calendar = CalendarAssembly(method: method).calendar(of: kept, through: end)
        switch format {
        case .json: Terminal.print(try JSONText.encode(CalendarDocument(calendar)))
        case .ics: Terminal.write(ICalendar(calendar, ministry: kept.estate.ministry.name).text)
        case .text: Terminal.print(CalendarText(calendar: calendar).text)
        }
    }
}

/// What `--format json` prints.
struct CalendarDocument: Encodable {
    let schema = "chancery.calendar/1"
    let cycle: Cycle.ID
    let from: Date
    let through: Date
    let model: ModelStamp
    let entries: [CalendarEntry]

    init(_ calendar: FailureCalendar) {
        cycle = calendar.cycle
        from = calendar.from
        through = calendar.through
        model = calendar.model
        entries = calendar.entries
    }
}

extension ICalendar {
    /// An event for each entry; its UID rests on ministry, day and reason, so that the next file says the same.
    init(_ calendar: FailureCalendar, ministry: String) {
        self.init(
            name: "Chancery: \(VisibleText.escape(ministry))",
            stamp: calendar.from,
            events: calendar.entries.map { entry in
                let parts = [ministry, "\(entry.day)", entry.kind.rawValue, entry.id, entry.level ?? ""]
                let words = CalendarText.words(entry)
                return Event(
                    uid: SHA256.hex(Array(parts.joined(separator: "\n").utf8)).prefix(32) + "@chancery",
                    day: entry.day,
                    summary: words.headline,
                    description: ([words.remark] + entry.subjects.map(CalendarText.place))
                        .filter { !$0.isEmpty }.joined(separator: "\n"),
                    category: entry.kind.rawValue
                )
            }
        )
    }
}
