// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Store

/// `chancery trend`: the figures of cycle after cycle.
struct TrendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend",
        abstract: "Show how figures went from cycle to cycle, and how far missions are apart.",
        discussion: """
            The figures are those with which cycles were closed; nothing is judged again. A change is called better or \
            worse only where the intervals do not touch, whatever is unknown. Where the list of endpoints changed, the \
            endpoints that both cycles have are compared apart.

            Examples:
              chancery trend
              chancery trend --since 2026-01-01 --category cyberattacks
              chancery trend --mission paris --endpoint www.paris.mfa.example
              chancery trend --format json
            """
    )

    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(help: ArgumentHelp("Only cycles judged on this day or later.", valueName: "date"))
    var since: CalendarDay?

    @Option(help: ArgumentHelp("Only cycles judged on this day or before.", valueName: "date"))
    var until: CalendarDay?

    @Option(name: .customLong("mission"), help: "The series of this mission; may be repeated.")
    var missions: [String] = []

    @Option(name: .customLong("category"), help: "The series of this category; may be repeated.")
    var categories: [String] = []

    @Option(name: .customLong("endpoint"), help: "The series of this endpoint; may be repeated.")
    var endpoints: [String] = []

    func run() async throws {
        let method = try modelOptions.loadMethod()
        let store = try await state.readStore()
        let filter = TrendFilter(
            since: since,
            until: until,
            missions: Set(missions),
            categories: Set(categories),
            endpoints: Set(endpoints)
        )
        guard let trend = try await TrendAssembly(store: store).trend(filter) else {
            Terminal.say("chancery: no cycle of that time was closed; 'chancery status' shows the newest")
            throw ExitCode.insufficientEvidence
        }
        try requireKnown(trend)
        let comparison = try await ModelComparisonAssembly(
            store: store,
            method: method,
            overlap: modelOptions.modelOverlap
        )
        .comparison(at: Date())
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(TrendDocument(trend, comparison)))
        case .text:
            let titles = Dictionary(method.model.categories.map { ($0.id, $0.title) }) { first, _ in first }
            let named = !(missions.isEmpty && categories.isEmpty && endpoints.isEmpty)
            let text = TrendText(trend: trend, titles: titles, showsAllSeries: named).text
            let both = comparison.map { "\n\n" + ModelComparisonText.text($0, titles: titles) } ?? ""
            Terminal.print(text + both)
        }
    }

    /// A name that no cycle has is a mistake.
    private func requireKnown(_ trend: Trend) throws {
        let lists: [(Trend.Scope, [String])] = [
            (.mission, missions), (.category, categories), (.endpoint, endpoints),
        ]
        for (scope, names) in lists {
            let known = trend.lines.filter { line in
                line.scope == scope && line.points.contains { $0 != nil }
            }
            for name in names where !known.contains(where: { $0.id == name }) {
                throw ValidationError(
                    "no cycle of that time has the \(scope.rawValue) '\(Terminal.harmless(name))'"
                )
            }
        }
    }
}
