// SPDX-License-Identifier: Apache-2.0

/// What the validating resolver says of a name (RFC 4033 §5).
package struct DNSSECState: Fact {
    package static let kind = FactKind("names.dnssec", version: 1)

    package let name: String
    package let state: DNSSecurity
    /// The resolver's words about a bogus answer; nil in every other state.
    package let reason: String?

    package var aspect: String { name }

    package init(name: String, state: DNSSecurity, reason: String? = nil) {
        self.name = name
        self.state = state
        self.reason = reason
    }
}
