// SPDX-License-Identifier: Apache-2.0

/// The name of the key that seals session tickets, so that a key that is never changed shows over days.
///
/// OpenSSL, and stacks that follow RFC 5077 §4, put a name of 16 bytes before the sealed part of each ticket.
package struct TicketKey: Fact {
    package static let kind = FactKind("tls.ticket-key", version: 1)

    package enum State: String, Codable, Sendable {
        /// Two tickets of one visit, different otherwise, began with the same 16 bytes.
        case named
        /// They began with different bytes: another form, or another server's key.
        case unnamed
        case noTickets = "no-tickets"
    }

    package let state: State
    /// SHA-256 of the name, lower-case hex; nil unless `named`.
    package let nameSHA256: String?

    package init(state: State, nameSHA256: String? = nil) {
        self.state = state
        self.nameSHA256 = nameSHA256
    }
}
