// SPDX-License-Identifier: Apache-2.0

/// Which generation of the protocol a list of groups belongs to.
package enum GroupEra: String, Codable, Sendable, CaseIterable {
    /// Groups of key shares (RFC 8446 §4.2.7).
    case tls13 = "tls1.3"
    /// Named curves and groups of TLS 1.2 and below (RFC 8422, RFC 7919).
    case legacy
}

/// The key-exchange groups seen.
package struct GroupOffer: Fact {
    package static let kind = FactKind("tls.groups", version: 1)

    package let era: GroupEra
    /// IANA code points in the server's order where it has one, else in one that is the same each time.
    package let groups: [UInt16]
    /// False where groups may be missing; `remainder(_:)` then has the reason.
    package let isComplete: Bool

    package init(era: GroupEra, groups: [UInt16], isComplete: Bool) {
        self.era = era
        self.groups = groups
        self.isComplete = isComplete
    }

    package var aspect: String { era.rawValue }

    /// The question whether there are more groups than those listed.
    package static func remainder(_ era: GroupEra) -> Question {
        Question(kind: FactKind("tls.groups.remainder", version: 1), aspect: era.rawValue)
    }
}

/// Whose preference decides between groups.
package struct GroupOrder: Fact {
    package static let kind = FactKind("tls.group-order", version: 1)

    package let era: GroupEra
    package let order: PreferenceOrder

    package init(era: GroupEra, order: PreferenceOrder) {
        self.era = era
        self.order = order
    }

    package var aspect: String { era.rawValue }
}

/// A finite-field group that a ServerKeyExchange of TLS 1.2 or below carried (RFC 5246 §7.4.3).
package struct FiniteFieldGroup: Fact {
    package static let kind = FactKind("tls.dh", version: 1)

    /// Bit length of the prime modulus.
    package let bits: Int
    /// The prime's name where it is a published one; nil for an own one.
    package let primeName: String?
    /// SHA-256 of the prime's big-endian bytes without leading zeros, lower-case hex.
    package let primeSHA256: String

    package init(bits: Int, primeName: String?, primeSHA256: String) {
        self.bits = bits
        self.primeName = primeName
        self.primeSHA256 = primeSHA256
    }

    package var aspect: String { primeSHA256 }
}
