// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Store

/// `chancery frontier`: what each change of TLS settings does to security and to reach.
struct FrontierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frontier",
        abstract: "Lay security against inclusion: what changes of TLS settings would do to both.",
        discussion: """
            Each change is tried on what the newest cycle saw: the checks judge it, the risk model weighs it, and the \
            clients of clients.conf are played against it, weighted by the table of audience.conf. Nothing is asked of any \
            server. Free is what betters one and worsens neither, paid what costs the other, lost what costs and buys \
            nothing; * marks what nothing betters. Risk is without the category that weighs reach: the two are never \
            added up. What nobody can know before a change is made counts as it stands, and is named.

            Without ENDPOINT all https endpoints, those first where most is to be had for nothing.

            Examples:
              chancery frontier
              chancery frontier www.paris.mfa.example
              chancery frontier --format json
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Argument(help: "Endpoints by their names in the configuration; of any service with TLS.")
    var endpoints: [String] = []

    func run() async throws {
        let loaded = try configurationOptions.load(warns: false)
        guard let kept = try await KeptCycle.load(from: try await state.readStore()) else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        let known = Set(kept.estate.endpoints.map(\.id))
        if let unknown = endpoints.first(where: { !known.contains($0) }) {
            Terminal.say("chancery: the newest cycle has no endpoint '\(Terminal.harmless(unknown))'")
            throw ExitCode.validationFailure
        }
        let assembly = FrontierAssembly(kept, method: loaded.method, audience: loaded.audience)
        let lines = try assembly.lines(of: Set(endpoints))
        switch output.format {
        case .json:
            let document = FrontierDocument(lines, kept, loaded.method.model.stamp, loaded.audience)
            Terminal.print(try JSONText.encode(document))
        case .text:
            Terminal.print(
                FrontierText(lines: lines, audience: loaded.audience, judged: kept.judged).text
            )
        }
    }
}
