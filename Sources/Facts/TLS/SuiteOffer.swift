// SPDX-License-Identifier: Apache-2.0
package import TLSWire

/// The cipher suites seen at one protocol version.
package struct SuiteOffer: Fact {
    package static let kind = FactKind("tls.suites", version: 1)

    package let version: ProtocolVersion
    /// IANA code points in the server's order where it has one, else in one that is the same each time.
    package let suites: [UInt16]
    /// False where suites may be missing; `remainder(_:)` then has the reason.
    package let isComplete: Bool

    package init(version: ProtocolVersion, suites: [UInt16], isComplete: Bool) {
        self.version = version
        self.suites = suites
        self.isComplete = isComplete
    }

    package var aspect: String { version.rawValue }

    /// The question whether there are more suites than those listed.
    package static func remainder(_ version: ProtocolVersion) -> Question {
        Question(kind: FactKind("tls.suites.remainder", version: 1), aspect: version.rawValue)
    }
}

/// Whose preference decides between suites at one protocol version.
package struct SuiteOrder: Fact {
    package static let kind = FactKind("tls.suite-order", version: 1)

    package let version: ProtocolVersion
    package let order: PreferenceOrder

    package init(version: ProtocolVersion, order: PreferenceOrder) {
        self.version = version
        self.order = order
    }

    package var aspect: String { version.rawValue }
}

/// Whether a server with an order of its own takes a suite of ChaCha20 before those it likes better from a client that
/// begins with one: OpenSSL's SSL_OP_PRIORITIZE_CHACHA, equal-preference groups of BoringSSL.
///
/// Said only where the order is the server's and something comes before ChaCha20 in it.
package struct ChaCha20Priority: Fact {
    package static let kind = FactKind("tls.chacha20-priority", version: 1)

    package let version: ProtocolVersion
    package let isGiven: Bool

    package init(version: ProtocolVersion, isGiven: Bool) {
        self.version = version
        self.isGiven = isGiven
    }

    package var aspect: String { version.rawValue }
}

/// Whose list the server follows where both sides have a choice.
package enum PreferenceOrder: String, Codable, Sendable {
    case server, client
    /// Only one choice is offered, so no order can show.
    case single
}
