// SPDX-License-Identifier: Apache-2.0

/// Whether the endpoint speaks the protocol that it is listed with.
package struct ForeignService: Fact {
    package static let kind = FactKind("service.foreign", version: 1)

    /// What speaks there instead, `HTTP` for one; nil where it is the listed protocol.
    package let found: String?

    package init(found: String?) { self.found = found }
}
