// SPDX-License-Identifier: Apache-2.0
package import Model

/// All addresses of a host, and how each family's question ended.
package struct Resolution: Hashable, Sendable {
    /// IPv4 before IPv6, each in numerical order, without duplicates.
    package let addresses: [IPAddress]
    package let ipv4: LookupOutcome
    package let ipv6: LookupOutcome
    /// The weaker of both families'.
    package let validation: DNSValidation

    /// A literal address answers for itself.
    init(literal: IPAddress) {
        addresses = [literal]
        ipv4 = literal.family == .v4 ? .found : .noData
        ipv6 = literal.family == .v6 ? .found : .noData
        validation = .notValidated
    }

    init(ipv4: DNSAnswer, ipv6: DNSAnswer) {
        let found = ipv4.records.filter { $0.count == 4 } + ipv6.records.filter { $0.count == 16 }
        addresses = Set(found.compactMap { IPAddress(bytes: $0) }).sorted { left, right in
            guard left.family == right.family else { return left.family == .v4 }
            return left.bytes.lexicographicallyPrecedes(right.bytes)
        }
        self.ipv4 = ipv4.outcome
        self.ipv6 = ipv6.outcome
        validation = Self.weaker(ipv4.validation, ipv6.validation)
    }

    private static func weaker(_ left: DNSValidation, _ right: DNSValidation) -> DNSValidation {
        let order: (DNSValidation) -> Int = { validation in
            switch validation {
            case .bogus: 0
            case .notValidated: 1
            case .insecure: 2
            case .secure: 3
            }
        }
        return order(left) <= order(right) ? left : right
    }
}
