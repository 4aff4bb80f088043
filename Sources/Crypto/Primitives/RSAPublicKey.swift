// SPDX-License-Identifier: Apache-2.0

/// The RSA key of a certificate, for blocks of one's own padding.
package struct RSAPublicKey: Hashable, Sendable {
    /// Big-endian, without leading zeros.
    package let modulus: [UInt8]
    package let exponent: [UInt8]

    package init(modulus: [UInt8], exponent: [UInt8]) {
        self.modulus = modulus
        self.exponent = exponent
    }

    /// Nil where the certificate cannot be read, its key is not RSA, or the exponent is beyond 64 bits.
    package init?(certificate der: [UInt8]) {
        guard let key = try? CertificateDetails(der: der).key, let modulus = key.rsaModulus,
            let exponent = key.rsaExponent.flatMap({ UInt64($0) }), modulus.count >= 16
        else { return nil }
        self.modulus = modulus
        self.exponent = (0..<8).reversed().map { UInt8(truncatingIfNeeded: exponent >> ($0 * 8)) }
    }

    /// The power of a block that is as long as the modulus; nil where it is not.
    package func encrypt(_ block: [UInt8]) -> [UInt8]? {
        guard block.count == modulus.count else { return nil }
        return ModularPower.of(block, to: exponent, modulo: modulus)
    }

    /// Encrypts with the padding of PKCS #1 v1.5 (RFC 8017 §7.2); the filling must hold no zero.
    package func encrypt(_ secret: [UInt8], filling: [UInt8]) -> [UInt8]? {
        let count = modulus.count - 3 - secret.count
        guard count >= 8, filling.count >= count, !filling.prefix(count).contains(0) else { return nil }
        return encrypt([0, 2] + filling.prefix(count) + [0] + secret)
    }
}
