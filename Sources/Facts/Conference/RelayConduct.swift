// SPDX-License-Identifier: Apache-2.0

/// What a server of STUN and TURN answers to who shows no credentials (RFC 8489, RFC 8656).
package struct RelayConduct: Fact {
    package static let kind = FactKind("conference.relay", version: 1)

    package enum Answer: String, Codable, Sendable {
        /// It did what was asked.
        case granted
        /// It wants credentials: 401, with realm and nonce (RFC 8489 §9.2.4).
        case challenged
        /// Another error.
        case refused
        /// Nothing came.
        case silent
    }

    /// To a Binding request, which asks for one's own address.
    package let binding: Answer
    /// To an Allocate request, which asks for an address of the relay.
    package let allocation: Answer
    /// The error of the allocation, 300…699; nil without one.
    package let error: Int?
    /// Of the challenge; nil without one.
    package let realm: String?
    /// What it calls itself; nil where it does not say.
    package let software: String?

    package init(
        binding: Answer,
        allocation: Answer,
        error: Int? = nil,
        realm: String? = nil,
        software: String? = nil
    ) {
        self.binding = binding
        self.allocation = allocation
        self.error = error
        self.realm = realm
        self.software = software
    }
}
