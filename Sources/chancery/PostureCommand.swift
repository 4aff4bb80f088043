// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Store

/// `chancery posture`: the newest posture by category, mission and endpoint.
struct PostureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "posture",
        abstract: "Show the newest posture: bands, numbers, intervals, coverage.",
        discussion: """
            Examples:
              chancery posture
              chancery posture --format json
              chancery posture --fail-on high
            """
    )

    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var gate: GateOptions

    func run() async throws {
        let store = try await state.readStore()
        guard let posture = try await store.posture(of: nil) else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(posture))
        case .text: Terminal.print(try text(posture) + (try await comparison(of: store)))
        }
        try gate.judge(posture)
    }

    /// Both models where the model changed of late; else nothing.
    private func comparison(of store: any Store) async throws -> String {
        let method = try modelOptions.loadMethod()
        let assembly = ModelComparisonAssembly(
            store: store,
            method: method,
            overlap: modelOptions.modelOverlap
        )
        guard let comparison = try await assembly.comparison(at: Date()) else { return "" }
        let titles = Dictionary(method.model.categories.map { ($0.id, $0.title) }) { first, _ in first }
        return "\n\n" + ModelComparisonText.text(comparison, titles: titles)
    }

    private func text(_ posture: Posture) throws -> String {
        let model = try modelOptions.loadMethod().model
        let missions = posture.missions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let endpoints = posture.endpoints.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return """
            As of \(posture.asOf.formatted(.iso8601)), \(posture.model.name) \(posture.model.version)
            \(PostureText.legend)

            \(PostureText.summary(posture, model: model))

            Missions
            \(PostureText.table(missions))

            Endpoints
            \(PostureText.table(endpoints))\(PostureText.unsettled(posture))
            """
    }
}
