// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Settings
internal import Store

extension Verdict.State: ExpressibleByArgument {}

/// `chancery findings`: reads findings with filters.
struct Findings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List findings from the store.",
        discussion: """
            Examples:
              chancery findings
              chancery findings --verdict fail --endpoint www.paris.mfa.example
              chancery findings --check certificate.expires-soon --format json

            A failure is closed by two clean measurements in a row, 24 hours apart at least. What was clean once is \
            listed, and counts, as "mended, to be confirmed"; its verdict is that of the last measurement.
            """
    )

    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(
        name: .customLong("verdict"),
        help: ArgumentHelp(
            "Only this verdict of the last measurement; may be repeated.",
            discussion: "Default: fail, unknown, and whatever waits to be confirmed as mended."
        )
    )
    var verdicts: [Verdict.State] = []

    @Option(name: .customLong("endpoint"), help: "Only this endpoint; may be repeated.")
    var endpoints: [String] = []

    @Option(name: .customLong("check"), help: "Only this check; may be repeated.")
    var checks: [String] = []

    func validate() throws {
        for check in checks where Catalog.identities[check] == nil {
            let hint = NearestWord.nearest(to: check, among: Catalog.identities.keys)
            throw ValidationError("no check '\(check)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
    }

    func run() async throws {
        let store = try await state.readStore()
        let filter = FindingFilter(
            checks: Set(checks),
            endpoints: Set(endpoints),
            states: verdicts.isEmpty ? [.fail, .unknown] : Set(verdicts),
            includesMended: verdicts.isEmpty
        )
        let lines = try await FindingListing.load(filter, from: store).lines
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(lines))
        case .text:
            for line in lines { Terminal.print(line.text) }
            Terminal.say(Terminal.count(lines.count, "finding"))
        }
    }
}
