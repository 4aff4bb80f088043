// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Pipeline

/// Whom a change lets in or cuts off, in lines for the terminal.
enum ReachChangeText {
    private static let mostNamed = 6
    private static let mostPlaces = 4
    private static let width = 80

    /// What a step of a plan does, indented as its other lines are.
    static func rows(of step: PlanReach.StepReach) -> [String] {
        switch step.effect {
        case .unchanged: return ["   Reach by TLS: unchanged"]
        case .gained, .lost, .mixed, .notEstablished: break
        }
        let places = step.places.prefix(mostPlaces).flatMap { place -> [String] in
            let name = Terminal.harmless(place.endpoint)
            var rows: [String] = []
            if let change = place.change, place.effect != .notEstablished {
                rows.append("   - \(name): \(percent(change.before)) -> \(percent(change.after))")
                rows += clients(of: change, indent: 5)
            } else {
                rows.append("   - \(name): not established")
            }
            return rows + (place.reason.map { wrapped($0, indent: 5) } ?? [])
        }
        let more = step.places.count - mostPlaces
        return ["   Reach by TLS: \(words(step.effect))"] + places
            + (more > 0 ? ["   - and \(Terminal.count(more, "further endpoint"))"] : [])
    }

    /// Who is let in, and who is cut off, by name.
    static func clients(of change: ReachChange, indent: Int) -> [String] {
        let groups = [("lets in", change.letIn), ("cuts off", change.cutOff)]
        return groups.filter { !$0.1.isEmpty }.flatMap { verb, clients in
            let share = percent(clients.reduce(0) { $0 + $1.share })
            let names = clients.prefix(mostNamed).map(\.name).joined(separator: "; ")
            let more = clients.count > mostNamed ? " and \(clients.count - mostNamed) more" : ""
            return wrapped("\(verb) \(share): \(names)\(more)", indent: indent)
        }
    }

    static func percent(_ reach: Reach) -> String {
        guard let low = reach.low, let high = reach.high else { return "nobody simulated" }
        let (one, other) = (percent(low), percent(high))
        return one == other ? one : "\(one) to \(other)"
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

    /// Text of any length within the width, broken at spaces, made harmless.
    static func wrapped(_ text: String, indent: Int, first: String? = nil) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var rows: [String] = []
        var row = first ?? margin
        var isEmpty = true
        for word in Terminal.harmless(text).split(separator: " ") {
            if !isEmpty, row.count + 1 + word.count > width {
                rows.append(row)
                row = margin
                isEmpty = true
            }
            row += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        return rows + [row]
    }

    private static func words(_ effect: PlanReach.Effect) -> String {
        switch effect {
        case .gained: "gained"
        case .lost: "lost"
        case .unchanged: "unchanged"
        case .mixed: "gained by some, lost by others"
        case .notEstablished: "not established"
        }
    }
}
