// SPDX-License-Identifier: Apache-2.0
package import Model

/// The addresses of an endpoint's host, as configured or as its name resolved.
package struct AddressSet: Fact {
    package static let kind = FactKind("names.addresses", version: 1)

    package enum Source: String, Codable, Sendable { case configured, resolved, literal }

    /// Sorted, without doubles.
    package let addresses: [IPAddress]
    package let source: Source
    /// Whether DNSSEC proved the answer; nil where nothing was resolved.
    package let isSecure: Bool?

    package init(addresses: [IPAddress], source: Source, isSecure: Bool?) {
        self.addresses = Set(addresses).sorted()
        self.source = source
        self.isSecure = isSecure
    }
}
