// SPDX-License-Identifier: Apache-2.0
package import Model

/// One of the shares that a region's reach is the product of.
package struct ReachFactor: Hashable, Sendable {
    package enum State: String, Codable, Hashable, Sendable {
        case established
        /// Part of it is not known.
        case partly
        /// Nothing of it is known.
        case unknown
        /// The question does not arise for the service, so it is left out of the product.
        case notApplicable = "not-applicable"
    }

    package let state: State
    /// 0…1.
    package let low: Double
    package let high: Double
    /// What is known in words, or why it is not; nil where the numbers say all.
    package let reason: String?

    private init(_ state: State, _ low: Double, _ high: Double, _ reason: String?) {
        self.state = state
        self.low = min(1, max(0, low))
        self.high = min(1, max(self.low, high))
        self.reason = reason
    }

    /// A share that is known to lie between two.
    package static func share(from low: Double, to high: Double, _ reason: String? = nil) -> ReachFactor {
        ReachFactor(low == high ? .established : .partly, low, high, reason)
    }

    /// From none to all.
    package static func unknown(_ reason: String) -> ReachFactor { ReachFactor(.unknown, 0, 1, reason) }

    package static func notApplicable(_ reason: String) -> ReachFactor {
        ReachFactor(.notApplicable, 1, 1, reason)
    }

    /// What is missing, as it bears on reach.
    package static func missing(_ gap: Unestablished) -> ReachFactor {
        gap.phase == .notApplicable || gap.phase == .absent
            ? .notApplicable(gap.reason) : .unknown(gap.reason)
    }
}
