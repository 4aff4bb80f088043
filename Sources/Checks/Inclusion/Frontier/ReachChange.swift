// SPDX-License-Identifier: Apache-2.0

/// Whom a change lets in or cuts off.
package struct ReachChange: Hashable, Sendable {
    /// By TLS alone: some are let in, some cut off, or both.
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        case up, down, both, same
    }

    package struct Client: Hashable, Sendable {
        package let name: String
        /// Of the whole audience, 0…1.
        package let share: Double
        /// Why it cannot connect without the change, or with it.
        package let reason: String?
    }

    package let before: Reach
    package let after: Reach
    /// Cannot connect before and are not shut out after; the largest share first.
    package let letIn: [Client]
    /// The other way round.
    package let cutOff: [Client]

    package init(from before: Reach, to after: Reach) {
        self.before = before
        self.after = after
        letIn = Self.excluded(from: before, butNot: after)
        cutOff = Self.excluded(from: after, butNot: before)
    }

    /// Of nobody, where only what is undecided changes: by the low end, then by the high one.
    package var direction: Direction {
        switch (letIn.isEmpty, cutOff.isEmpty) {
        case (false, false): return .both
        case (false, true): return .up
        case (true, false): return .down
        case (true, true): break
        }
        for (old, new) in [(before.low, after.low), (before.high, after.high)] {
            let difference = (new ?? 0) - (old ?? 0)
            // Sums of shares differ in their last digit.
            if abs(difference) > 1e-9 { return difference > 0 ? .up : .down }
        }
        return .same
    }

    private static func excluded(from one: Reach, butNot other: Reach) -> [Client] {
        let still = Dictionary(
            other.regions.map { ($0.name, Set($0.excluded.map(\.client))) },
            uniquingKeysWith: { first, _ in first }
        )
        let whole = one.regions.reduce(0) { $0 + $1.weight }
        guard whole > 0 else { return [] }
        var shares: [String: (share: Double, reason: String?)] = [:]
        for region in one.regions {
            for client in region.excluded where still[region.name]?.contains(client.client) != true {
                let part = client.share * region.weight / whole
                shares[client.client, default: (0, client.reason)].share += part
            }
        }
        return shares.map { Client(name: $0.key, share: $0.value.share, reason: $0.value.reason) }
            .sorted { ($1.share, $0.name) < ($0.share, $1.name) }
    }
}
