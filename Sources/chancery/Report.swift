// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Store
internal import StoreSQLite

/// `chancery report`: writes the newest cycle's reports again, from the store alone.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write reports from the store.",
        discussion: """
            Examples:
              chancery report --format html,json --output /srv/reports
              chancery report --format csv,sarif,oscal,openmetrics
              chancery report --format html,pdf
              chancery report --pdf /var/lib/chancery/reports/latest
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help:
            "Formats, joined by commas: \(ReportFormats.words.joined(separator: ", ")); without it all but pdf.",
        transform: ReportFormats.init
    )
    var format = ReportFormats.all

    @Option(
        help: ArgumentHelp(
            "Make a PDF of a written report instead, FOLDER.pdf beside it, unless it is there; needs weasyprint.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var pdf: String?

    func run() async throws {
        if let pdf { return try Self.printed(pdf) }
        let loaded = try configurationOptions.load(warns: false)
        let store = try state.readStore()
        let now = Date()
        let place = ReportIssue.Place(reports: output.directory(beside: state.url), state: state.url)
        guard let issue = try await ReportIssue(from: store, configuration: loaded, at: place, now: now)
        else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        if let problem = issue.problem { Terminal.say("chancery: \(problem)") }
        for record in try issue.write(format.written, name: issue.day) { Terminal.print(record.path) }
        if format.isPrinted { try Self.printed(place.reports.appending(path: issue.day).path) }
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
}
