// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What was told up to a cycle, and against what the next is held: small, and all that alerts remember.
///
/// It is compared like for like. A check or a subject that is judged for the first time only enters; what is not listed any
/// more leaves without a word; what could not be established stays as it was, and never counts as resolved.
package struct AlertLedger: Hashable, Sendable {
    package enum Sight: String, Codable, Sendable {
        case clear
        /// The newest cycle established nothing of what is measured.
        case blind
        /// No cycle was closed for two intervals.
        case stalled
    }

    /// An open failure as it was told.
    struct Entry: Hashable, Codable, Sendable {
        let topic: AlertTopic
        /// The worst while it is open, so that a band that goes up and down is told once.
        var band: Band
        let category: String
    }

    /// 0 before the first cycle that it knows.
    package internal(set) var cycle: Cycle.ID
    /// When it was set up before any cycle was closed; nil from the first cycle on.
    package internal(set) var awaits: Date?
    /// SHA-256 of the risk model that gave the bands.
    var model: String
    package internal(set) var sight: Sight
    var open: [AlertTopic: Entry]
    var checks: Set<String>
    var subjects: Set<Subject>
    /// Endpoints and domains of which something was established when they were looked at last, or that are in `lost`.
    var seen: Set<Subject>
    /// Those of them that were told as not to be seen any more.
    var lost: Set<Subject>
    /// Acceptances and attestations whose end was told, each with its last day.
    var ending: Set<String>
    /// Whether it was told that the self-check does not hold.
    var doubts = false

    /// What stands at a cycle, told to nobody: reports have it.
    ///
    /// - Parameter findings: all of that cycle.
    package init(at cycle: Cycle.ID, _ posture: Posture, _ findings: [TrackedFinding]) {
        let view = AlertView(posture, findings)
        self.cycle = cycle
        model = posture.model.sha256
        sight = view.isBlind ? .blind : .clear
        checks = view.checks
        subjects = view.subjects
        seen = view.seen
        lost = []
        ending = Set(view.ending.map(\.id))
        open = [:]
        for (topic, state) in view.topics {
            guard case .open(let band, let category) = state else { continue }
            open[topic] = Entry(topic: topic, band: band, category: category)
        }
    }

    /// Before any cycle was closed.
    package init(awaiting now: Date) {
        cycle = 0
        awaits = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        model = ""
        sight = .clear
        open = [:]
        checks = []
        subjects = []
        seen = []
        lost = []
        ending = []
    }
}

extension AlertLedger: Codable {
    private enum Key: String, CodingKey {
        case cycle, awaits, model, sight, open, checks, subjects, seen, lost, ending, doubts
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        cycle = try values.decode(Cycle.ID.self, forKey: .cycle)
        awaits = try values.decodeIfPresent(Date.self, forKey: .awaits)
        model = try values.decode(String.self, forKey: .model)
        sight = try values.decode(Sight.self, forKey: .sight)
        let entries = try values.decode([Entry].self, forKey: .open)
        open = Dictionary(entries.map { ($0.topic, $0) }) { first, _ in first }
        checks = Set(try values.decode([String].self, forKey: .checks))
        subjects = Set(try values.decode([Subject].self, forKey: .subjects))
        seen = Set(try values.decode([Subject].self, forKey: .seen))
        lost = Set(try values.decode([Subject].self, forKey: .lost))
        ending = Set(try values.decode([String].self, forKey: .ending))
        doubts = try values.decodeIfPresent(Bool.self, forKey: .doubts) ?? false
    }

    /// Sorted, so that the same ledger gives the same bytes.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(cycle, forKey: .cycle)
        try values.encodeIfPresent(awaits, forKey: .awaits)
        try values.encode(model, forKey: .model)
        try values.encode(sight, forKey: .sight)
        try values.encode(open.values.sorted { $0.topic < $1.topic }, forKey: .open)
        try values.encode(checks.sorted(), forKey: .checks)
        try values.encode(subjects.sorted(), forKey: .subjects)
        try values.encode(seen.sorted(), forKey: .seen)
        try values.encode(lost.sorted(), forKey: .lost)
        try values.encode(ending.sorted(), forKey: .ending)
        if doubts { try values.encode(doubts, forKey: .doubts) }
    }
}
