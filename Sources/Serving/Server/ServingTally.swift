// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the HTTP side has done since the start, for its own metrics.
package final class ServingTally: Sendable {
    package enum Event: Hashable, Sendable {
        case answered(status: Int)
        /// A connection that ended before its answer did.
        case brokenOff
    }

    package struct Figures: Hashable, Sendable {
        /// By status.
        package fileprivate(set) var answers: [Int: Int] = [:]
        package fileprivate(set) var brokenOff = 0
        /// Connections beyond the most that may be open.
        package fileprivate(set) var turnedAway = 0
        package fileprivate(set) var open = 0
    }

    private let kept = Mutex(Figures())

    package init() {}

    package var figures: Figures { kept.withLock { $0 } }

    func count(_ event: Event) {
        kept.withLock { figures in
            switch event {
            case .answered(let status): figures.answers[status, default: 0] += 1
            case .brokenOff: figures.brokenOff += 1
            }
        }
    }

    /// Takes a place among the open connections; false where there is none left.
    func enter(most: Int) -> Bool {
        kept.withLock { figures in
            guard figures.open < most else {
                figures.turnedAway += 1
                return false
            }
            figures.open += 1
            return true
        }
    }

    func leave() { kept.withLock { $0.open -= 1 } }
}
