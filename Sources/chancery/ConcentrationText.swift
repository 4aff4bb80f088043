// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports

/// What falls together, in lines for the terminal.
struct ConcentrationText {
    let reading: ConcentrationAssembly.Reading
    let kinds: [DependenceKind]

    private static let mostThings = 5
    private static let mostWorst = 4
    private static let mostMissions = 8

    var text: String {
        let figures = reading.graph.figures.filter { kinds.contains($0.kind) }
        let parts = DependenceKind.Harm.allCases.map(worst) + figures.map(part)
        return ([head] + (figures.isEmpty ? ["Nothing that was looked at rests on anything."] : parts))
            .joined(separator: "\n\n")
    }

    private var head: String {
        let networks =
            reading.hasNetworkTable
            ? "Networks are told by the operator's file."
            : "Networks are told by prefixes of /24 and /48, for want of a file of networks."
        let lines = [
            "Cycle \(reading.cycle) of \(reading.asOf.formatted(.iso8601)): what falls together.",
            "Shares and the Herfindahl index (0–1) are intervals where not all was seen: what was not seen may "
                + "lie with others, or with the largest. \(networks)",
        ]
        return lines.map { WrappedText.hanging($0, indent: 0) }.joined(separator: "\n")
    }

    private func worst(_ harm: DependenceKind.Harm) -> String {
        let things = reading.graph.worst(harm)
        let title = harm == .loss ? "Whose loss hits most" : "Whose compromise hits most"
        guard let first = things.first else { return "\(title): nothing that was seen" }
        let tie = things.count > 1 ? ", \(things.count) alike" : ""
        let count =
            first.missions.isEmpty
            ? Terminal.count(first.hit.count, "endpoint or domain").replacing("domains", with: "domain")
            : Terminal.count(first.missions.count, "mission")
        let rows = things.prefix(Self.mostWorst).map { thing in
            Self.row("\(Self.word(thing.kind)) \(Self.name(thing)): \(Self.struck(thing))")
        }
        let more = things.count > Self.mostWorst ? ["  and \(things.count - Self.mostWorst) more"] : []
        return (["\(title): \(count)\(tie)"] + rows + more).joined(separator: "\n")
    }

    private func part(_ figures: ConcentrationFigures) -> String {
        let harm = figures.kind.harm == .loss ? "loss" : "compromise"
        let title = "\(Self.title(figures.kind)) (\(harm))"
        let index = figures.index
        var words = [
            "\(Terminal.count(figures.distinct, "different one")) for "
                + "\(Self.dependants(figures)) of \(Terminal.count(figures.missions, "mission"))"
        ]
        if figures.distinct > 0 {
            words += [
                "largest share \(Self.percent(index.leastShare, index.mostShare))",
                "index \(Self.range(index.least, index.most))",
            ]
        }
        if figures.unseen > 0 { words.append("\(figures.unseen) not seen") }
        if figures.seenInPart > 0 { words.append("\(figures.seenInPart) seen in part") }
        let shared = reading.graph.things(figures.kind).filter { $0.users.count > 1 }
        let rows = shared.prefix(Self.mostThings).map { Self.row("\(Self.name($0)): \(Self.struck($0))") }
        let more = shared.count > Self.mostThings ? ["  and \(shared.count - Self.mostThings) more"] : []
        let summary = "  " + WrappedText.hanging(words.joined(separator: "; "), indent: 2)
        return ([title, summary] + rows + more).joined(separator: "\n")
    }

    private static func row(_ text: String) -> String { "  - " + WrappedText.hanging(text, indent: 4) }

    private static func name(_ thing: SharedThing) -> String {
        switch thing.kind {
        case .key, .certificate: "\(Terminal.harmless(String(thing.name.prefix(16))))…"
        default: Terminal.harmless(thing.name)
        }
    }

    /// `3 missions (a, b, c), 4 endpoints, 1 domain; 2 more endpoints have something else`.
    private static func struck(_ thing: SharedThing) -> String {
        var words: [String] = []
        if !thing.missions.isEmpty {
            let names = thing.missions.prefix(mostMissions).map(Terminal.harmless).joined(separator: ", ")
            let more = thing.missions.count > mostMissions ? ", …" : ""
            words.append("\(Terminal.count(thing.missions.count, "mission")) (\(names)\(more))")
        }
        if thing.endpoints > 0 { words.append(Terminal.count(thing.endpoints, "endpoint")) }
        if thing.domains > 0 { words.append(Terminal.count(thing.domains, "domain")) }
        if words.isEmpty { words.append("hits nobody alone") }
        var parts = [words.joined(separator: ", ")]
        if !thing.perhaps.isEmpty {
            let missions = thing.missionsPerhaps.count
            let extra = missions > 0 ? " of \(Terminal.count(missions, "further mission"))" : ""
            parts.append("perhaps \(thing.perhaps.count) more\(extra), of which not all was seen")
        }
        let others = thing.users.count - thing.hit.count - thing.perhaps.count
        if others > 0 { parts.append("\(others) more with another beside it") }
        return parts.joined(separator: "; ")
    }

    private static func dependants(_ figures: ConcentrationFigures) -> String {
        switch figures.kind {
        case .mailProvider: Terminal.count(figures.dependants, "domain")
        case .nameServer, .nameService: "\(figures.dependants) endpoints and domains"
        default: Terminal.count(figures.dependants, "endpoint")
        }
    }

    private static func percent(_ low: Double, _ high: Double) -> String {
        let numbers = [low, high].map { Int(($0 * 100).rounded()) }
        return numbers[0] == numbers[1] ? "\(numbers[0]) %" : "\(numbers[0])–\(numbers[1]) %"
    }

    private static func range(_ low: Double, _ high: Double) -> String {
        let numbers = [low, high].map { String(format: "%.2f", $0) }
        return numbers[0] == numbers[1] ? numbers[0] : "\(numbers[0])–\(numbers[1])"
    }

    private static func title(_ kind: DependenceKind) -> String {
        switch kind {
        case .address: "Addresses"
        case .network: "Networks"
        case .nameServer: "Name servers"
        case .nameService: "Operators of name servers, by their domain"
        case .mailProvider: "Mail providers, by their domain"
        case .key: "Keys"
        case .certificate: "Certificates"
        case .authority: "Certificate authorities"
        case .scriptSupplier: "Suppliers of scripts"
        }
    }

    private static func word(_ kind: DependenceKind) -> String {
        switch kind {
        case .address: "address"
        case .network: "network"
        case .nameServer: "name server"
        case .nameService: "operator of name servers"
        case .mailProvider: "mail provider"
        case .key: "key"
        case .certificate: "certificate"
        case .authority: "authority"
        case .scriptSupplier: "supplier of scripts"
        }
    }
}
