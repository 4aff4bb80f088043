// SPDX-License-Identifier: Apache-2.0

/// What a server does at TLS 1.2 where a hello with suites of DHE alone offers groups of RFC 7919, but not the one that it comes
/// with unasked.
package struct FiniteFieldNegotiation: Fact {
    package static let kind = FactKind("tls.dh-negotiation", version: 1)

    package enum Conduct: String, Codable, Sendable, CaseIterable {
        /// Its prime is that of a group offered.
        case named
        /// Its prime is none of those offered, as before RFC 7919.
        case ignored
        /// It refuses, as RFC 7919 §4 asks of one that has none of the groups.
        case refused
    }

    package let conduct: Conduct

    package init(conduct: Conduct) { self.conduct = conduct }
}
