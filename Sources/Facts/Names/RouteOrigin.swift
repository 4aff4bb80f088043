// SPDX-License-Identifier: Apache-2.0
package import Model

/// Whether the networks that announce an address may do so, by the operator's files (RFC 6811).
package struct RouteOrigin: Fact {
    package static let kind = FactKind("names.route-origin", version: 1)

    /// RFC 6811 §2.
    package enum State: String, Codable, Sendable {
        case valid, invalid
        case notFound = "not-found"
    }

    /// A prefix as one network announces it.
    package struct Route: Codable, Hashable, Sendable {
        package let prefix: String
        /// Number of the autonomous system.
        package let origin: UInt32
        package let state: State

        package init(prefix: String, origin: UInt32, state: State) {
            self.prefix = prefix
            self.origin = origin
            self.state = state
        }
    }

    package let address: IPAddress
    /// By the longest prefix that the address lies in, one for each network; sorted by network.
    package let routes: [Route]
    /// What is signed of the address, as `192.0.2.0/24-24 AS64496`; at most eight, the longest prefixes first.
    package let signed: [String]

    package var aspect: String { "\(address)" }

    package init(address: IPAddress, routes: [Route], signed: [String]) {
        self.address = address
        self.routes = routes.sorted { $0.origin < $1.origin }
        self.signed = Array(signed.prefix(8))
    }
}
