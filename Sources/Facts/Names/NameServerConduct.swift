// SPDX-License-Identifier: Apache-2.0
package import Model

/// How one name server of a zone answers on one address.
package struct NameServerConduct: Fact {
    package static let kind = FactKind("names.server", version: 1)

    package enum Answer: String, Codable, Sendable {
        /// For the zone, by its own authority.
        case authoritative
        /// Something else: a refusal, a referral, another's cached words.
        case lame
    }

    package let host: String
    package let address: IPAddress
    package let answer: Answer
    /// What it answered in words; nil where it was authoritative.
    package let code: String?
    /// Of its start of authority; nil where it has none.
    package let serial: UInt32?
    /// The name servers of the zone, as it says; sorted.
    package let servers: [String]
    /// Whether it offers to ask others for its clients (RFC 8499: RA).
    package let offersRecursion: Bool
    package let understandsEDNS: Bool

    package var aspect: String { "\(host) \(address)" }

    package init(
        host: String,
        address: IPAddress,
        answer: Answer,
        code: String? = nil,
        serial: UInt32?,
        servers: [String],
        offersRecursion: Bool,
        understandsEDNS: Bool
    ) {
        self.host = host
        self.address = address
        self.answer = answer
        self.code = code
        self.serial = serial
        self.servers = servers.sorted()
        self.offersRecursion = offersRecursion
        self.understandsEDNS = understandsEDNS
    }
}

/// Whether one name server answers over TCP, too (RFC 7766 §5).
package struct NameServerStream: Fact {
    package static let kind = FactKind("names.server-tcp", version: 1)

    package let host: String
    package let address: IPAddress
    package let answers: Bool
    /// Why not; nil where it answers.
    package let reason: String?

    package var aspect: String { "\(host) \(address)" }

    package init(host: String, address: IPAddress, answers: Bool, reason: String? = nil) {
        self.host = host
        self.address = address
        self.answers = answers
        self.reason = reason
    }
}

/// Whether one name server gives the whole zone to anybody (RFC 5936).
package struct ZoneTransfer: Fact {
    package static let kind = FactKind("names.transfer", version: 1)

    package let host: String
    package let address: IPAddress
    package let isOpen: Bool

    package var aspect: String { "\(host) \(address)" }

    package init(host: String, address: IPAddress, isOpen: Bool) {
        self.host = host
        self.address = address
        self.isOpen = isOpen
    }
}

/// Whom the parent zone delegates a zone to, as a server of the parent says.
package struct Delegation: Fact {
    package static let kind = FactKind("names.delegation", version: 1)

    package let zone: String
    package let parent: String
    /// Sorted; empty where the parent does not delegate the zone.
    package let servers: [String]

    package init(zone: String, parent: String, servers: [String]) {
        self.zone = zone
        self.parent = parent
        self.servers = servers.sorted()
    }
}
