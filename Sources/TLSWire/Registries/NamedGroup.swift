// SPDX-License-Identifier: Apache-2.0

/// A group for the key exchange: IANA "TLS Supported Groups", with the experiments that were deployed.
package struct NamedGroup: CodePoint {
    package enum Kind: String, Codable, Sendable {
        /// An elliptic curve, Montgomery curves among them.
        case ellipticCurve = "EC"
        case finiteField = "FF"
        /// A key encapsulation that a quantum computer is not known to break.
        case postQuantum = "PQ"
        /// A curve and a post-quantum encapsulation, both of which would have to break.
        case hybrid
        /// FF01 and FF02: the server writes the curve out.
        case explicit
    }

    package let id: UInt16

    package init(_ id: UInt16) { self.id = id }

    package static let secp256r1 = NamedGroup(0x0017)
    package static let secp384r1 = NamedGroup(0x0018)
    package static let secp521r1 = NamedGroup(0x0019)
    package static let x25519 = NamedGroup(0x001D)
    package static let x448 = NamedGroup(0x001E)
    package static let ffdhe2048 = NamedGroup(0x0100)
    package static let explicitPrime = NamedGroup(0xFF01)
    package static let explicitBinary = NamedGroup(0xFF02)
    package static let secp256r1MLKEM768 = NamedGroup(0x11EB)
    package static let x25519MLKEM768 = NamedGroup(0x11EC)

    /// Every group with a name, by code point.
    package static let all: [NamedGroup] = NamedGroupTable.rows.keys.sorted().map { NamedGroup($0) }

    package static let names: [UInt16: String] = NamedGroupTable.rows.mapValues(\.name)

    package static func usable(in version: ProtocolVersion) -> [NamedGroup] {
        all.filter { version == .tls13 ? $0.usableInTLS13 : $0.usableInTLS12 }
    }

    /// Nil for an unknown group, as for all that follows.
    package var kind: Kind? { row?.kind }

    /// The size of the field or of the prime; of ML-KEM the number in its name.
    package var bits: Int? { row?.bits }

    /// The work of the best attack without a quantum computer, in bits (RFC 7919 appendix A for ffdhe).
    package var strengthBits: Int? { row?.strengthBits }

    /// The length of the share in a client's hello.
    package var clientShareSize: Int? { row?.shareSize }

    package var usableInTLS13: Bool { row?.usableInTLS13 ?? false }

    /// In TLS 1.2 and before.
    package var usableInTLS12: Bool { row?.usableInTLS12 ?? false }

    /// Whether traffic recorded today stays sealed once there are quantum computers.
    package var isPostQuantum: Bool { kind == .postQuantum || kind == .hybrid }

    package var isGREASE: Bool { GREASE.contains(id) }

    private var row: NamedGroupTable.Row? { NamedGroupTable.rows[id] }
}
