// SPDX-License-Identifier: Apache-2.0

/// Whether a service that begins in plain text can be brought to TLS.
///
/// There is none of a service whose TLS begins with the first byte. A service that turned its caller away, or
/// was not understood, has no such fact but a reason.
package struct StartTLSOffer: Fact {
    package static let kind = FactKind("tls.starttls", version: 1)

    package enum State: String, Codable, Sendable {
        /// It was accepted, and TLS was spoken after it.
        case offered
        /// What the service says of itself does not name it.
        case absent
        /// It was advertised or asked for, and declined for good.
        case refused
    }

    package let state: State
    /// The protocol's own code of the reply that decided (`502`, `NO`, `52`); nil where none did.
    package let code: String?

    package init(_ state: State, code: String = "") {
        self.state = state
        self.code = code.isEmpty ? nil : code
    }
}
