// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Store

/// `chancery report`: writes the newest cycle's reports again, from the store alone, or lays two cycles side by side.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write reports from the store.",
        discussion: """
            Examples:
              chancery report --format html,json --output /srv/reports
              chancery report --format csv,sarif,oscal,openmetrics
              chancery report --format html,pdf
              chancery report --pdf /var/lib/chancery/reports/latest
              chancery report --diff 2026-10 2026-11
              chancery report --diff 12 2026-11-23T12:00:00Z --format json
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: """
            Formats, joined by commas: \(ReportFormats.words.joined(separator: ", ")); default: all but pdf. With \
            --diff text or json; default: text.
            """
    )
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Make a PDF of a written report instead, FOLDER.pdf beside it, unless it is there; needs weasyprint.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var pdf: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            Write nothing, and print what became of everything between two cycles: numbers, periods as report folders \
            are named, days or instants; a day is its last cycle, or else the last one before.
            """,
            valueName: "cycle"
        )
    )
    var diff: [String] = []

    func validate() throws {
        guard diff.isEmpty || diff.count == 2 else {
            throw ValidationError("--diff takes two cycles, periods or dates")
        }
        guard diff.isEmpty || pdf == nil else { throw ValidationError("--diff and --pdf do not go together") }
        if diff.isEmpty { _ = try formats() } else { _ = try differenceFormat() }
    }

    func run() async throws {
        if let pdf { return try Self.printed(pdf) }
        let loaded = try configurationOptions.load(warns: false)
        let store = try await state.readStore()
        guard diff.isEmpty else {
            return try await ReportDifference(
                words: diff,
                format: try differenceFormat(),
                loaded: loaded,
                store: store
            )
            .run()
        }
        let now = Date()
        let place = ReportIssue.Place(reports: output.directory(beside: state.url), state: state.url)
        guard let issue = try await ReportIssue(from: store, configuration: loaded, at: place, now: now)
        else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        let formats = try formats()
        if let problem = issue.problem { Terminal.say("chancery: \(problem)") }
        for record in try issue.write(formats.written, name: issue.day) { Terminal.print(record.path) }
        if formats.isPrinted { try Self.printed(place.reports.appending(path: issue.day).path) }
    }

    private static func printed(_ folder: String) throws {
        do {
            if let made = try ReportPrinter().print(URL(filePath: folder)) { Terminal.print(made.path) }
        } catch let refusal as ReportPrinter.Refusal {
            Terminal.say("chancery: \(refusal)")
            if case .noReport = refusal { throw ExitCode.refusedInput }
            throw ExitCode.nothingReachable
        }
    }

    private func formats() throws -> ReportFormats { try format.map(ReportFormats.init) ?? .all }

    private func differenceFormat() throws -> OutputFormat {
        guard let format else { return .text }
        guard let known = OutputFormat(rawValue: format) else {
            throw ValidationError("--diff prints text or json, not '\(Terminal.harmless(format))'")
        }
        return known
    }
}
