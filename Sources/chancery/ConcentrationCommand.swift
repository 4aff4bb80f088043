// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Store

/// `chancery concentration`: what falls together.
struct ConcentrationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concentration",
        abstract: "Show what several missions rest on, and what hits most of them.",
        discussion: """
            Addresses, networks, name servers and mail providers can be lost; keys, certificates, certificate \
            authorities and suppliers of scripts can be compromised. A loss hits who has nothing else of its kind, a \
            compromise all that use the thing. What was not seen is counted as such, and makes intervals.

            Examples:
              chancery concentration
              chancery concentration --kind key --kind authority
              chancery concentration --format json
            """
    )

    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(
        name: .customLong("kind"),
        help: "Only this kind: \(DependenceKind.allValueStrings.joined(separator: ", ")); may be repeated."
    )
    var kinds: [DependenceKind] = []

    @Option(help: ArgumentHelp("The cycle whose evidence is read; default: the newest.", valueName: "number"))
    var cycle: Int64?

    func run() async throws {
        guard let reading = try await ConcentrationAssembly(store: try await state.readStore()).reading(cycle)
        else {
            if let cycle {
                throw ValidationError("there is no closed cycle \(cycle); 'chancery status' shows the newest")
            }
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        let shown = kinds.isEmpty ? DependenceKind.allCases : kinds
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(ConcentrationDocument(reading, kinds: shown)))
        case .text: Terminal.print(ConcentrationText(reading: reading, kinds: shown).text)
        }
    }
}

extension DependenceKind: ExpressibleByArgument {
    /// `name-server` on the command line.
    public init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }

    public static var allValueStrings: [String] { allCases.map { $0.rawValue.replacing("_", with: "-") } }
}

/// What `--format json` prints.
struct ConcentrationDocument: Encodable {
    struct Interval: Encodable {
        let low: Double
        let high: Double
    }

    struct Figures: Encodable {
        let kind: DependenceKind
        let harm: DependenceKind.Harm
        let dependants: Int
        let unseen: Int
        let seenInPart: Int
        let missions: Int
        let missionsInDoubt: Int
        let distinct: Int
        let largest: [String]
        let largestShare: Interval
        let index: Interval
        /// The worst first.
        let things: [Thing]
        let gaps: [Gap]
    }

    struct Thing: Encodable {
        let name: String
        let users: [Subject]
        let hit: [Subject]
        let perhaps: [Subject]
        let missions: [String]
        let missionsPerhaps: [String]
    }

    struct Gap: Encodable {
        let subject: Subject
        let reason: String
    }

    struct Worst: Encodable {
        let harm: DependenceKind.Harm
        let kind: DependenceKind
        let name: String
        let missions: [String]
        let endpoints: Int
        let domains: Int
    }

    let schema = "chancery.concentration/1"
    let cycle: Cycle.ID
    let asOf: Date
    /// `table` or `prefixes`.
    let networksBy: String
    /// All that hit most missions, of both harms.
    let worst: [Worst]
    let kinds: [Figures]

    init(_ reading: ConcentrationAssembly.Reading, kinds shown: [DependenceKind]) {
        cycle = reading.cycle
        asOf = reading.asOf
        networksBy = reading.hasNetworkTable ? "table" : "prefixes"
        worst = DependenceKind.Harm.allCases.flatMap { harm in
            reading.graph.worst(harm).map { thing in
                Worst(
                    harm: harm,
                    kind: thing.kind,
                    name: thing.name,
                    missions: thing.missions,
                    endpoints: thing.endpoints,
                    domains: thing.domains
                )
            }
        }
        let ties = Dictionary(reading.graph.ties.map { ($0.kind, $0.ties) }) { first, _ in first }
        kinds = reading.graph.figures.filter { shown.contains($0.kind) }.map { figures in
            Figures(
                figures,
                things: reading.graph.things(figures.kind),
                ties: ties[figures.kind] ?? []
            )
        }
    }
}

extension ConcentrationDocument.Figures {
    fileprivate init(_ figures: ConcentrationFigures, things: [SharedThing], ties: [Dependence]) {
        self.init(
            kind: figures.kind,
            harm: figures.kind.harm,
            dependants: figures.dependants,
            unseen: figures.unseen,
            seenInPart: figures.seenInPart,
            missions: figures.missions,
            missionsInDoubt: figures.missionsInDoubt,
            distinct: figures.distinct,
            largest: figures.largest,
            largestShare: .init(low: figures.index.leastShare, high: figures.index.mostShare),
            index: .init(low: figures.index.least, high: figures.index.most),
            things: things.map { thing in
                ConcentrationDocument.Thing(
                    name: thing.name,
                    users: thing.users,
                    hit: thing.hit,
                    perhaps: thing.perhaps,
                    missions: thing.missions,
                    missionsPerhaps: thing.missionsPerhaps
                )
            },
            gaps: ties.compactMap { tie in
                tie.gap.map { ConcentrationDocument.Gap(subject: tie.dependant, reason: $0.reason) }
            }
        )
    }
}
