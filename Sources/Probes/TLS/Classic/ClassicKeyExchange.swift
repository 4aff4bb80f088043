// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import TLSWire

/// The client's half of a key exchange up to TLS 1.2.
package struct ClassicKeyExchange: Sendable {
    /// Body of the ClientKeyExchange.
    package let message: [UInt8]
    package let premaster: [UInt8]

    /// Nil where the server's half is missing, or of a kind that is not known here.
    ///
    /// `clientVersion` is what the hello said, `random` 512 bytes of which those that are zero are passed over.
    package init?(
        suite: CipherSuite,
        certificate: [UInt8]?,
        exchange: ServerKeyExchange?,
        clientVersion: UInt16,
        random: [UInt8]
    ) {
        switch (suite.keyExchange, exchange?.parameters) {
        case (.rsa, nil):
            guard let key = certificate.flatMap({ RSAPublicKey(certificate: $0) }) else { return nil }
            let secret =
                [UInt8(truncatingIfNeeded: clientVersion >> 8), UInt8(truncatingIfNeeded: clientVersion)]
                + random.prefix(46)
            let filling = Self.filling(key.modulus.count, from: random)
            guard let encrypted = key.encrypt(secret, filling: filling) else { return nil }
            message = PlainRecord.vector(encrypted)
            premaster = secret
        case (.ecdhe, .ecdhe(.named(let group), let point)):
            guard let curve = KeyAgreement.Curve(group), let key = try? KeyAgreement(curve),
                let secret = try? key.secret(with: point)
            else { return nil }
            message = [UInt8(truncatingIfNeeded: key.publicValue.count)] + key.publicValue
            premaster = secret
        case (.dhe, .dhe(let group)):
            let exponent = Array(random.prefix(32))
            guard let share = ModularPower.of(group.generator, to: exponent, modulo: group.prime),
                let secret = ModularPower.of(group.publicValue, to: exponent, modulo: group.prime)
            else { return nil }
            message = PlainRecord.vector(share)
            // RFC 5246 §8.1.2.
            premaster = BigEndian.withoutLeadingZeros(secret)
        default: return nil
        }
    }

    /// Bytes other than zero, over and over.
    static func filling(_ count: Int, from random: [UInt8]) -> [UInt8] {
        let usable = random.filter { $0 != 0 }
        guard !usable.isEmpty else { return [] }
        return (0..<count).map { usable[$0 % usable.count] }
    }
}

extension KeyAgreement.Curve {
    package init?(_ group: NamedGroup) {
        switch group {
        case .x25519: self = .x25519
        case .x448: self = .x448
        case .secp256r1: self = .p256
        case .secp384r1: self = .p384
        case .secp521r1: self = .p521
        default: return nil
        }
    }

    /// What a hello of the classic client offers.
    static let groups: [NamedGroup] = [.x25519, .secp256r1, .secp384r1, .secp521r1, .x448]
}
