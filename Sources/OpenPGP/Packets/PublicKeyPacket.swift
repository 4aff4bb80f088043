// SPDX-License-Identifier: Apache-2.0

/// The numbers of a public key.
package enum KeyMaterial: Hashable, Sendable {
    /// Big-endian, without zeros before them.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// The point is uncompressed.
    case ecdsa(SigningCurve, point: [UInt8])
    /// 32 bytes, of either algorithm of Ed25519.
    case ed25519([UInt8])
    /// One with which nothing is verified: its number (RFC 9580 §9.1).
    case other(UInt8)

    package var name: String {
        switch self {
        case .rsa(let modulus, _):
            "RSA of \(modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)) bits"
        case .ecdsa(let curve, _): "ECDSA on \(curve.name)"
        case .ed25519: "Ed25519"
        case .other(17): "DSA"
        case .other(19), .other(22): "an elliptic curve that is not known here"
        case .other(let number): "algorithm \(number)"
        }
    }

    /// Why no signature by such a key proves anything; nil where it does.
    package var weakness: String? {
        switch self {
        case .rsa(let modulus, _) where modulus.count < 256 || modulus.count > 2048: name
        case .other: name
        case .rsa, .ecdsa, .ed25519: nil
        }
    }
}

/// A public key or subkey of version 4 or 6 (RFC 9580 §5.5.2).
package struct PublicKeyPacket: Hashable, Sendable {
    package let version: UInt8
    /// Seconds since 1970.
    package let created: Int
    package let material: KeyMaterial
    let body: [UInt8]

    /// Throws for other versions, too.
    init(_ bytes: ArraySlice<UInt8>) throws(OpenPGPFault) {
        var reader = OctetReader(bytes)
        version = try reader.byte()
        guard version == 4 || version == 6 else { throw OpenPGPFault("a key of version \(version)") }
        created = try reader.number(4)
        let algorithm = try reader.byte()
        if version == 6 {
            let count = try reader.number(4)
            guard count == reader.rest.count else { throw OpenPGPFault("a key whose length is wrong") }
        } else {
            guard bytes.count <= 0xFFFF else { throw OpenPGPFault("a key that is too long") }
        }
        material = try Self.material(algorithm, version, &reader)
        body = Array(bytes)
    }

    private static func material(
        _ algorithm: UInt8,
        _ version: UInt8,
        _ reader: inout OctetReader
    ) throws(OpenPGPFault) -> KeyMaterial {
        switch algorithm {
        case 1, 3: return .rsa(modulus: try reader.integer(), exponent: try reader.integer())
        case 19:
            let identifier = Array(try reader.take(try reader.number(1)))
            let point = try reader.integer()
            guard let curve = SigningCurve.allCases.first(where: { $0.identifier == identifier }),
                point.first == 4, point.count == 1 + 2 * curve.width
            else { return .other(algorithm) }
            return .ecdsa(curve, point: point)
        case 22 where version == 4:
            let identifier = Array(try reader.take(try reader.number(1)))
            let point = try reader.integer()
            // 1.3.6.1.4.1.11591.15.1, and a native point behind 0x40.
            guard identifier == [0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01], point.first == 0x40,
                point.count == 33
            else { return .other(algorithm) }
            return .ed25519(Array(point.dropFirst()))
        case 27: return .ed25519(Array(try reader.take(32)))
        default: return .other(algorithm)
        }
    }

    /// What is hashed of it, for fingerprints and signatures over keys (RFC 9580 §5.2.4, §5.5.4).
    var hashed: [UInt8] {
        version == 6 ? [0x9B] + Octets.four(body.count) + body : [0x99] + Octets.two(body.count) + body
    }

    func fingerprint(_ cryptography: some SignatureCryptography) -> [UInt8] {
        cryptography.digest(version == 6 ? .sha256 : .sha1, hashed)
    }

    /// The eight bytes of the fingerprint by which signatures may name it.
    func keyID(of fingerprint: [UInt8]) -> [UInt8] {
        Array(version == 6 ? fingerprint.prefix(8) : fingerprint.suffix(8))
    }
}

/// Lends hashes and verification, so that this target needs no cryptography of its own.
package protocol SignatureCryptography: Sendable {
    /// Of no use for `ripemd160`, which is not asked for.
    func digest(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8]

    /// Nil where the key is none, or cannot be used here.
    func isMade(
        _ signature: SignatureMaterial,
        by key: KeyMaterial,
        over digest: [UInt8],
        _ algorithm: DigestAlgorithm
    ) -> Bool?
}
