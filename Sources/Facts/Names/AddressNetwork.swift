// SPDX-License-Identifier: Apache-2.0
package import Model

/// Who announces an address, by the operator's file of prefixes.
package struct AddressNetwork: Fact {
    package static let kind = FactKind("names.address-network", version: 1)

    package struct Network: Codable, Hashable, Sendable {
        /// Of the autonomous system.
        package let number: UInt32
        /// Nil where the file does not say.
        package let organisation: String?
        /// Two letters (ISO 3166-1); nil where the file does not say.
        package let country: String?

        package init(number: UInt32, organisation: String?, country: String?) {
            self.number = number
            self.organisation = organisation
            self.country = country
        }
    }

    package let address: IPAddress
    /// The longest that the address lies in; nil where the file has none.
    package let prefix: String?
    /// Sorted by number; empty where the file has none.
    package let networks: [Network]

    package var aspect: String { "\(address)" }

    package init(address: IPAddress, prefix: String?, networks: [Network]) {
        self.address = address
        self.prefix = prefix
        self.networks = networks.sorted { $0.number < $1.number }
    }
}
