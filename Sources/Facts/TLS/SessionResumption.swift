// SPDX-License-Identifier: Apache-2.0
package import TLSWire

/// What a server gives for coming back at one protocol version, and whether it takes it.
///
/// Version 1 of the kind, which told no mechanisms apart, was never written.
package struct SessionResumption: Fact {
    package static let kind = FactKind("tls.resumption", version: 2)

    package enum Mechanism: String, Codable, Sendable, CaseIterable {
        /// The server keeps the session and gives its name (RFC 5246 §7.4.1.2).
        case sessionID = "session-id"
        /// The client keeps the session, sealed by the server (RFC 5077).
        case ticket
        /// The same with TLS 1.3 (RFC 8446 §2.2).
        case preSharedKey = "psk"
    }

    package enum Outcome: String, Codable, Sendable {
        /// The first try to come back was abbreviated.
        case resumed
        /// A later try was, and not the first: one of several servers that share no sessions, perhaps.
        case sometimes
        /// None of the tries was.
        case never
        /// There is nothing to come back with.
        case notIssued = "not-issued"
    }

    package let version: ProtocolVersion
    package let mechanism: Mechanism
    package let outcome: Outcome
    /// Seconds that the ticket claims to live, 0 where it leaves that to the client; nil without a ticket.
    package let ticketLifetime: Int?

    package init(
        version: ProtocolVersion,
        mechanism: Mechanism,
        outcome: Outcome,
        ticketLifetime: Int? = nil
    ) {
        self.version = version
        self.mechanism = mechanism
        self.outcome = outcome
        self.ticketLifetime = ticketLifetime
    }

    package var aspect: String { Self.aspect(version, mechanism) }

    package static func aspect(_ version: ProtocolVersion, _ mechanism: Mechanism) -> String {
        "\(version.rawValue)/\(mechanism.rawValue)"
    }
}
