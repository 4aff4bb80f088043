// SPDX-License-Identifier: Apache-2.0

/// Whether a server came with the same ephemeral key to more than one handshake below TLS 1.3.
package struct EphemeralKeyReuse: Fact {
    package enum Exchange: String, Codable, Sendable, CaseIterable {
        case finiteField = "dhe"
        case ellipticCurve = "ecdhe"
    }

    package static let kind = FactKind("tls.key-reuse", version: 1)

    package let exchange: Exchange
    /// True as soon as two public values were the same; false where at least three of one group all differed.
    package let isReused: Bool

    package init(exchange: Exchange, isReused: Bool) {
        self.exchange = exchange
        self.isReused = isReused
    }

    package var aspect: String { exchange.rawValue }
}
