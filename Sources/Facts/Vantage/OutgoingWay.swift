// SPDX-License-Identifier: Apache-2.0
internal import Model

/// Whether connections of one sort leave the vantage, by what came of the cycle's own visits.
package struct OutgoingWay: Fact {
    package static let kind = FactKind("vantage.way", version: 1)

    package enum Way: String, Codable, Sendable, CaseIterable {
        /// Over IPv6, to any port.
        case ipv6
        /// To mail servers, over either family.
        case mail = "port-25"
    }

    package let way: Way
    /// Whether a connection stood; false where all failed alike, in at least `leastNetworks` networks.
    package let isOpen: Bool
    /// How they failed, in words; nil where the way is open.
    package let failure: String?

    package var aspect: String { way.rawValue }

    /// Fewer networks may be down by themselves.
    package static let leastNetworks = 3

    package init(_ way: Way, isOpen: Bool, failure: String? = nil) {
        self.way = way
        self.isOpen = isOpen
        self.failure = failure
    }
}
