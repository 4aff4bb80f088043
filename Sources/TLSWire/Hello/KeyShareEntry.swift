// SPDX-License-Identifier: Apache-2.0

/// One public key that a hello offers for the key exchange (RFC 8446 §4.2.8).
package struct KeyShareEntry: Hashable, Sendable {
    package let group: NamedGroup
    package let keyExchange: [UInt8]

    package init(group: NamedGroup, keyExchange: [UInt8]) {
        self.group = group
        self.keyExchange = keyExchange
    }

    /// The base point: a valid share whose private key is 1, enough to be answered and useless beyond.
    package static let secp256r1BasePoint = KeyShareEntry(
        group: .secp256r1,
        keyExchange: [
            0x04,
            0x6B, 0x17, 0xD1, 0xF2, 0xE1, 0x2C, 0x42, 0x47, 0xF8, 0xBC, 0xE6, 0xE5, 0x63, 0xA4, 0x40, 0xF2,
            0x77, 0x03, 0x7D, 0x81, 0x2D, 0xEB, 0x33, 0xA0, 0xF4, 0xA1, 0x39, 0x45, 0xD8, 0x98, 0xC2, 0x96,
            0x4F, 0xE3, 0x42, 0xE2, 0xFE, 0x1A, 0x7F, 0x9B, 0x8E, 0xE7, 0xEB, 0x4A, 0x7C, 0x0F, 0x9E, 0x16,
            0x2B, 0xCE, 0x33, 0x57, 0x6B, 0x31, 0x5E, 0xCE, 0xCB, 0xB6, 0x40, 0x68, 0x37, 0xBF, 0x51, 0xF5,
        ]
    )

    /// A share that a server accepts although nobody knows a private key for it.
    ///
    /// Any bytes are a point of X25519 and X448; for P-256 the base point serves; zero coefficients pass ML-KEM's
    /// check of the encapsulation key (FIPS 203 §7.2). Nil for groups whose valid shares need arithmetic, and if
    /// fewer than 32 (X448: 56) random bytes are handed in.
    package static func withoutPrivateKey(for group: NamedGroup, random: [UInt8]) -> KeyShareEntry? {
        switch group {
        case .x25519 where random.count >= 32, .x448 where random.count >= 56:
            return KeyShareEntry(group: group, keyExchange: Array(random.prefix(group == .x448 ? 56 : 32)))
        case .secp256r1:
            return .secp256r1BasePoint
        case .x25519MLKEM768 where random.count >= 32:
            let key = [UInt8](repeating: 0, count: 1152) + random.prefix(32)
            return KeyShareEntry(group: group, keyExchange: key + random.prefix(32))
        case .secp256r1MLKEM768 where random.count >= 32:
            let key = [UInt8](repeating: 0, count: 1152) + random.prefix(32)
            return KeyShareEntry(group: group, keyExchange: secp256r1BasePoint.keyExchange + key)
        default:
            guard group.kind == .postQuantum, let size = group.clientShareSize, random.count >= 32 else {
                return nil
            }
            let key = [UInt8](repeating: 0, count: size - 32) + random.prefix(32)
            return KeyShareEntry(group: group, keyExchange: key)
        }
    }
}
