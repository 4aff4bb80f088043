// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A finding with its history: what the store keeps and the risk model weighs.
///
/// Kept once in memory, however many collections hold it.
package struct TrackedFinding: Hashable, Codable, Sendable {
    private struct Values: Hashable, Codable, Sendable {
        let number: Int64
        let finding: Finding
        let since: Date
        let firstFailed: Date?
        let lastSeen: Date
        let reopened: Int
        let lastReopened: Date?
        /// Few have one.
        let mended: Shared<Mended>?
        let closed: Date?
        let turns: [Date]
    }

    private let shared: Shared<Values>

    /// Stable for ever, never reused, and 0 where nothing is stored; reports print it as `F-7`.
    package var number: Int64 { shared.value.number }
    package var finding: Finding { shared.value.finding }
    /// When the present verdict's state and level were first seen.
    package var since: Date { shared.value.since }
    /// When the subject first failed this check; nil where it never did.
    package var firstFailed: Date? { shared.value.firstFailed }
    /// When the verdict was last confirmed.
    package var lastSeen: Date { shared.value.lastSeen }
    /// How often it failed again after it was closed.
    package var reopened: Int { shared.value.reopened }
    /// When it did so last; nil where it never did.
    package var lastReopened: Date? { shared.value.lastReopened }
    /// The failure that was measured clean and waits to be confirmed; nil where it fails, and where none is open.
    package var mended: Mended? { shared.value.mended?.value }
    /// When its last failure was closed; nil while one is open, and where it never failed.
    package var closed: Date? { shared.value.closed }
    /// When it changed from clean to failing or back, in the order of the measurements; the newest 32.
    package var turns: [Date] { shared.value.turns }

    package init(
        number: Int64,
        finding: Finding,
        since: Date,
        firstFailed: Date?,
        lastSeen: Date,
        reopened: Int,
        lastReopened: Date? = nil,
        mended: Mended? = nil,
        closed: Date? = nil,
        turns: [Date] = []
    ) {
        shared = Shared(
            Values(
                number: number,
                finding: finding,
                since: since,
                firstFailed: firstFailed,
                lastSeen: lastSeen,
                reopened: reopened,
                lastReopened: lastReopened,
                mended: mended.map(Shared.init),
                closed: closed,
                turns: turns
            )
        )
    }

    package init(from decoder: any Decoder) throws { shared = Shared(try Values(from: decoder)) }

    package func encode(to encoder: any Encoder) throws { try shared.value.encode(to: encoder) }
}
