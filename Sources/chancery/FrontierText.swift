// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk

/// Security against inclusion in lines for the terminal.
struct FrontierText {
    let lines: [FrontierAssembly.Line]
    let audience: Audience
    let judged: Date

    private static let titleWidth = 46
    private static let riskWidth = 16
    private static let mostNamed = 6

    var text: String {
        guard !lines.isEmpty else { return "\(head)\n\nNo https endpoint is listed." }
        return ([head] + lines.map(part)).joined(separator: "\n\n")
    }

    private var head: String {
        var rows = ["Security against inclusion, as of \(judged.formatted(.iso8601))"]
        rows += ReachChangeText.wrapped(
            "Risk is residual, 0–100, higher is worse, without the category that weighs reach. Reach is in per cent of "
                + "the clients that visit the service, by TLS alone. * marks what nothing betters.",
            indent: 0
        )
        if audience.isWeighted {
            let date = audience.date.map { ", \($0)" } ?? ""
            rows += ReachChangeText.wrapped("Weights: \(audience.source)\(date).", indent: 0)
        } else {
            rows += ReachChangeText.wrapped(
                "All simulated clients weigh the same, as audience.conf names no table: kinds of clients, not people.",
                indent: 0
            )
        }
        return rows.joined(separator: "\n")
    }

    private func part(_ line: FrontierAssembly.Line) -> String {
        let name = Terminal.harmless(line.endpoint.id)
        switch line.chart {
        case .failure(let reason):
            return ReachChangeText.wrapped("\(name): not established, \(reason.reason)", indent: 2, first: "")
                .joined(separator: "\n")
        case .success(let chart):
            var rows = [
                Self.row(name, "risk", "reach"),
                Self.row(Self.mark(chart.isNowOnFrontier) + "now", chart.now),
            ]
            for zone in TradeZone.allCases {
                rows += chart.candidates.filter { $0.zone == zone }.flatMap(Self.rows)
            }
            if let combination = chart.combination {
                rows.append("Together, for nothing:")
                rows += Self.rows(combination)
            }
            if chart.candidates.isEmpty { rows.append("  No change makes a difference to either.") }
            return (rows + channel(line, chart)).joined(separator: "\n")
        }
    }

    private static func rows(_ candidate: FrontierAssembly.Candidate) -> [String] {
        let head =
            mark(candidate.isOnFrontier)
            + candidate.zone.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0)
        let titles = candidate.changes.map(\.title)
        var rows = [row(head + fitted(titles[0]).first, candidate.state)]
        rows += fitted(titles[0]).rest
        rows += titles.dropFirst().flatMap { ReachChangeText.wrapped("+ \($0)", indent: 8) }
        rows += ReachChangeText.clients(of: candidate.reach, indent: 10)
        let (worse, better) = (checks(candidate, [.new, .worse]), checks(candidate, [.gone, .milder]))
        if !worse.isEmpty { rows += ReachChangeText.wrapped("brings \(list(worse))", indent: 10) }
        if !better.isEmpty { rows += ReachChangeText.wrapped("mends \(list(better))", indent: 10) }
        var seen: Set<String> = []
        for needs in candidate.changes.compactMap(\.needs) where seen.insert(needs).inserted {
            rows += ReachChangeText.wrapped("takes \(needs)", indent: 10)
        }
        let unseen = candidate.state.unseen.count
        if unseen > 0 {
            let stand = unseen == 1 ? "it stands" : "they stand"
            rows.append(
                "          shows only then: \(Terminal.count(unseen, "finding")), counted as \(stand)"
            )
        }
        return rows
    }

    /// A title beside the numbers, and what of it does not fit there.
    private static func fitted(_ title: String) -> (first: String, rest: [String]) {
        let room = titleWidth - 9
        guard title.count > room, let space = title.prefix(room).lastIndex(of: " ") else {
            return (title, [])
        }
        return (String(title[..<space]), ReachChangeText.wrapped(String(title[space...]), indent: 8))
    }

    /// Checks whose findings move in one of some ways, each once.
    private static func checks(
        _ candidate: FrontierAssembly.Candidate,
        _ kinds: Set<FindingChange.Kind>
    ) -> [String] {
        let checks = candidate.state.moved.compactMap { before, after -> String? in
            let kind = FindingChange.Kind(after.check, from: before.verdict, to: after.verdict)
            return kind.map(kinds.contains) == true ? after.check : nil
        }
        return Set(checks).sorted()
    }

    private static func list(_ checks: [String]) -> String {
        let named = checks.prefix(mostNamed).joined(separator: ", ")
        return checks.count > mostNamed ? "\(named) and \(checks.count - mostNamed) more" : named
    }

    /// Said where somebody is cut off, or would be.
    private func channel(_ line: FrontierAssembly.Line, _ chart: FrontierAssembly.Chart) -> [String] {
        let isAnybodyOut = chart.now.reach.regions.contains { !$0.excluded.isEmpty }
        guard isAnybodyOut || chart.candidates.contains(where: { !$0.reach.cutOff.isEmpty }) else {
            return []
        }
        let words: String
        switch line.channel {
        case .attested(let attestation):
            let owner = attestation.owner.map { " by \($0)" } ?? ""
            words = "\(attestation.answer.rawValue), attested\(owner) until \(attestation.validUntil)"
        case .notEstablished(let reason): words = "not established, \(reason)"
        }
        return ReachChangeText.wrapped(
            "Another channel for whoever is cut off (\(OtherChannel.item)): \(words)",
            indent: 2
        )
    }

    private static func mark(_ isOnFrontier: Bool) -> String { isOnFrontier ? "* " : "  " }

    private static func row(_ title: String, _ state: TradeBench.State) -> String {
        let risk = state.risk.endpoint
        let number = String(format: "%.1f", risk.point)
        return row(title, "\(risk.band.rawValue) \(number)", ReachChangeText.percent(state.reach))
    }

    private static func row(_ title: String, _ risk: String, _ reach: String) -> String {
        let padded =
            title.count < titleWidth
            ? title.padding(toLength: titleWidth, withPad: " ", startingAt: 0) : title + " "
        return padded + risk.padding(toLength: riskWidth, withPad: " ", startingAt: 0) + reach
    }
}
