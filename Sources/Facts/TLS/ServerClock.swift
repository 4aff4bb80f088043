// SPDX-License-Identifier: Apache-2.0

/// The server's clock, as far as its hellos tell the time.
///
/// Up to TLS 1.2 a hello's random begins with the time (RFC 5246 §7.4.1.2); newer stacks fill it at random.
package struct ServerClock: Fact {
    package static let kind = FactKind("tls.clock", version: 1)

    /// How far it is from the vantage's clock; coarse, so that an unchanged server gives the same again.
    package enum Skew: String, Codable, Sendable, CaseIterable {
        /// No two hellos tell times as far apart as they were sent.
        case notShown = "not-shown"
        /// At most 5 minutes.
        case none
        /// At most an hour.
        case minutes
        /// At most a day.
        case hours
        case days
    }

    package let skew: Skew

    package init(skew: Skew) { self.skew = skew }
}
