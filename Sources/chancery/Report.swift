// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Store
internal import StoreSQLite

extension ReportFormat: ExpressibleByArgument {}

/// `chancery report`: writes the newest cycle's reports again, from the store alone.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write reports from the store.",
        discussion: """
            Examples:
              chancery report --format html,json --output /srv/reports
              chancery report --format csv,sarif,oscal,openmetrics
              chancery report --pdf /var/lib/chancery/reports/latest
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: "Formats, joined by commas: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: Report.formats
    )
    var format: [ReportFormat] = ReportFormat.allCases

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
        guard var document = try await ReportAssembly(store: store, configuration: loaded).document(at: now)
        else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        let proof = try await ReportProof.prepare(&document, from: store, state: state.url)
        if let problem = proof.problem { Terminal.say("chancery: \(problem)") }
        let records = try ReportWriter(
            directory: output.directory(beside: state.url),
            settings: loaded.settings.reports
        )
        .write(
            document,
            formats: format,
            name: CalendarDay(now).description,
            proof: proof
        )
        for record in records { Terminal.print(record.path) }
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

    private static func formats(_ text: String) throws -> [ReportFormat] {
        try text.split(separator: ",").map { word in
            guard let format = ReportFormat(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("unknown format '\(word)'")
            }
            return format
        }
    }
}
