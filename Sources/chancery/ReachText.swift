// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline

/// The reach of endpoints in lines for the terminal.
struct ReachText {
    let audience: Audience
    let lines: [ReachAssembly.Line]

    private static let mostNamed = 8

    var text: String { ([head] + lines.map(part)).joined(separator: "\n\n") }

    private var head: String {
        let what = "Who can connect by TLS, in per cent of the clients that visit the service"
        guard audience.isWeighted else {
            return what
                + ".\nAll simulated clients weigh the same, as audience.conf names no table: kinds of clients, not people."
        }
        let date = audience.date.map { ", \($0)" } ?? ""
        return what + ".\nWeights: \(Terminal.harmless(audience.source))\(date)."
    }

    private func part(_ line: ReachAssembly.Line) -> String {
        let name = Terminal.harmless(line.endpoint.id)
        switch line.reach {
        case .failure(let reason):
            let word = reason.isDeliberate ? "not tested" : "unknown"
            let row = "\(name): \(word), \(Terminal.harmless(reason.reason))"
            return reason.phase == .notApplicable ? row : whole([row], line)
        case .success(let reach):
            guard let low = reach.low, let high = reach.high, let worst = reach.worst else {
                return "\(name): no simulated client visits it"
            }
            var rows = ["\(name): \(Self.percent(low, high))"]
            if reach.regions.count > 1 {
                rows += reach.regions.map { region in
                    let mark = region.name == worst.name ? ", served worst" : ""
                    return
                        "  \(Terminal.harmless(region.name)): \(Self.percent(region.low, region.high))\(mark)"
                }
            }
            return whole(rows + Self.excluded(worst, isNamed: reach.regions.count > 1), line)
        }
    }

    private func whole(_ rows: [String], _ line: ReachAssembly.Line) -> String {
        (rows + RegionalReachText(reach: line.regional).rows).joined(separator: "\n")
    }

    /// Clients that fail for one reason stand together, the largest share first.
    private static func excluded(_ region: Reach.Region, isNamed: Bool) -> [String] {
        guard !region.excluded.isEmpty else { return [] }
        let groups = Dictionary(grouping: region.excluded) { $0.reason ?? "" }.sorted { left, right in
            let shares = [left, right].map { $0.value.reduce(0) { $0 + $1.share } }
            return (shares[1], left.key) < (shares[0], right.key)
        }
        let rows = groups.map { reason, clients in
            let share = percent(clients.reduce(0) { $0 + $1.share })
            let names = clients.prefix(mostNamed).map { Terminal.harmless($0.client) }.joined(separator: "; ")
            let more = clients.count > mostNamed ? " and \(clients.count - mostNamed) more" : ""
            return "  - \(share): \(names)\(more)\n    \(Terminal.harmless(reason))"
        }
        return ["  Cut off\(isNamed ? " in \(Terminal.harmless(region.name))" : ""):"] + rows
    }

    private static func percent(_ low: Double, _ high: Double) -> String {
        RegionalReachText.percent(low, high)
    }

    private static func percent(_ share: Double) -> String { RegionalReachText.percent(share) }
}
