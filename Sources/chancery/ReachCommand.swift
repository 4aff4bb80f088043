// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Store

/// `chancery reach`: whom endpoints reach, region by region, and who is cut off.
struct ReachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reach",
        abstract: "Show whom endpoints reach, region by region, and who is cut off.",
        discussion: """
            The clients of clients.conf are played against what the newest cycle saw of each endpoint, weighted by the \
            table of audience.conf; without one all clients weigh the same. Then, region by region: the share that \
            connects, times whether the page keeps within TimeBudget= over the region's link, times the share of \
            networks there from which it is reached. What is not established makes an interval and is named.

            Examples:
              chancery reach
              chancery reach --endpoint www.paris.mfa.example --format json
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(name: .customLong("endpoint"), help: "Only this endpoint; may be repeated.")
    var endpoints: [String] = []

    func run() async throws {
        let loaded = try configurationOptions.load(warns: false)
        let assembly = ReachAssembly(
            store: try await state.readStore(),
            method: loaded.method,
            audience: loaded.audience
        )
        guard let all = try await assembly.lines() else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        let lines = all.filter { endpoints.isEmpty || endpoints.contains($0.endpoint.id) }
        let known = Set(all.map(\.endpoint.id))
        if let unknown = endpoints.first(where: { !known.contains($0) }) {
            Terminal.say("chancery: the newest cycle has no endpoint '\(Terminal.harmless(unknown))'")
            throw ExitCode.validationFailure
        }
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(ReachDocument(lines, loaded.audience)))
        case .text: Terminal.print(ReachText(audience: loaded.audience, lines: lines).text)
        }
    }
}

/// What `--format json` prints.
struct ReachDocument: Encodable {
    struct Entry: Encodable {
        let endpoint: String
        let low: Double?
        let high: Double?
        let worstRegion: String?
        let regions: [Region]
        /// Why nothing is known; nil where something is.
        let reason: String?
        let regional: Regional
    }

    struct Region: Encodable {
        let name: String
        let weight: Double
        let low: Double
        let high: Double
        let excluded: [Client]
    }

    struct Client: Encodable {
        let name: String
        let share: Double
        let whyNot: String?
    }

    let schema = "chancery.reach/1"
    let isWeighted: Bool
    let source: String?
    let date: String?
    let endpoints: [Entry]

    init(_ lines: [ReachAssembly.Line], _ audience: Audience) {
        isWeighted = audience.isWeighted
        source = audience.isWeighted ? audience.source : nil
        date = audience.date?.description
        endpoints = lines.map { line in
            switch line.reach {
            case .failure(let reason):
                return Entry(
                    endpoint: line.endpoint.id,
                    low: nil,
                    high: nil,
                    worstRegion: nil,
                    regions: [],
                    reason: reason.reason,
                    regional: Regional(line.regional)
                )
            case .success(let reach):
                return Entry(
                    endpoint: line.endpoint.id,
                    low: reach.low,
                    high: reach.high,
                    worstRegion: reach.worst?.name,
                    regions: reach.regions.map(Self.region),
                    reason: nil,
                    regional: Regional(line.regional)
                )
            }
        }
    }

    private static func region(_ region: Reach.Region) -> Region {
        Region(
            name: region.name,
            weight: region.weight,
            low: region.low,
            high: region.high,
            excluded: region.excluded.map { Client(name: $0.client, share: $0.share, whyNot: $0.reason) }
        )
    }
}
