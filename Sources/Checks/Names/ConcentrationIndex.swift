// SPDX-License-Identifier: Apache-2.0

/// How much lies with few: the weights of things, and the weight of which nobody knows where it lies.
package struct ConcentrationIndex: Hashable, Sendable {
    /// Largest first.
    private let parts: [Double]
    /// What is not known included.
    private let whole: Double
    private let unknown: Double

    /// - Parameter whole: the sum of all, as it would be without rounding.
    package init(parts: [Double], unknown: Double, of whole: Double) {
        self.parts = parts.sorted(by: >)
        self.unknown = unknown
        self.whole = whole
    }

    /// The Herfindahl-Hirschman index, the sum of squared shares, 0…1: at least this, whoever holds what is not known.
    package var least: Double { index(adding: 0) }

    /// The same if the greatest held all that is not known; nothing else makes it greater.
    package var most: Double { index(adding: unknown) }

    /// The share of the greatest, 0…1: at least this.
    package var leastShare: Double { whole > 0 ? (parts.first ?? 0) / whole : 0 }

    package var mostShare: Double { whole > 0 ? ((parts.first ?? 0) + unknown) / whole : 0 }

    private func index(adding rest: Double) -> Double {
        guard whole > 0 else { return 0 }
        var shares = parts.isEmpty ? [0] : parts.map { $0 / whole }
        shares[0] += rest / whole
        return shares.reduce(0) { $0 + $1 * $1 }
    }
}
