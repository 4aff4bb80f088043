// SPDX-License-Identifier: Apache-2.0

/// The numbers of a signature, as long as their key wants them.
package enum SignatureMaterial: Hashable, Sendable {
    case rsa([UInt8])
    /// Without zeros before them.
    case ecdsa(r: [UInt8], s: [UInt8])
    /// 64 bytes.
    case ed25519([UInt8])
}

/// A signature of version 4 or 6 (RFC 9580 §5.2.3).
package struct SignaturePacket: Hashable, Sendable {
    let version: UInt8
    let type: UInt8
    /// RFC 9580 §9.1.
    package let keyAlgorithm: UInt8
    /// RFC 9580 §9.5.
    package let digestNumber: UInt8
    let subpackets: SignatureSubpackets
    /// What is hashed behind what is signed.
    private let trailer: [UInt8]
    /// The first two bytes of the digest.
    private let head: [UInt8]
    private let salt: [UInt8]
    /// Nil for algorithms that are not known.
    let material: SignatureMaterial?

    /// Nil for other versions.
    static func read(_ bytes: ArraySlice<UInt8>) throws(OpenPGPFault) -> SignaturePacket? {
        var reader = OctetReader(bytes)
        let version = try reader.byte()
        guard version == 4 || version == 6 else { return nil }
        return try SignaturePacket(version, bytes, &reader)
    }

    private init(_ version: UInt8, _ bytes: ArraySlice<UInt8>, _ reader: inout OctetReader)
        throws(OpenPGPFault)
    {
        let width = version == 6 ? 4 : 2
        self.version = version
        type = try reader.byte()
        keyAlgorithm = try reader.byte()
        digestNumber = try reader.byte()
        let hashed = try reader.take(try reader.number(width))
        let whole = bytes.prefix(4 + width + hashed.count)
        trailer = whole + [version, 0xFF] + Octets.four(whole.count)
        let unhashed = try reader.take(try reader.number(width))
        subpackets = try SignatureSubpackets(hashed: hashed, unhashed: unhashed)
        head = Array(try reader.take(2))
        if version == 6 {
            salt = Array(try reader.take(try reader.number(1)))
            if let length = DigestAlgorithm(rawValue: digestNumber)?.saltLength, salt.count != length {
                throw OpenPGPFault("a salt of \(salt.count) bytes")
            }
        } else {
            salt = []
        }
        material = try Self.material(keyAlgorithm, &reader)
    }

    private static func material(_ algorithm: UInt8, _ reader: inout OctetReader) throws(OpenPGPFault)
        -> SignatureMaterial?
    {
        switch algorithm {
        case 1, 3: return .rsa(try reader.integer())
        case 19: return .ecdsa(r: try reader.integer(), s: try reader.integer())
        case 22:
            let parts = (try reader.integer(), try reader.integer())
            guard let first = Octets.padded(parts.0, to: 32), let second = Octets.padded(parts.1, to: 32)
            else { return nil }
            return .ed25519(first + second)
        case 27: return .ed25519(Array(try reader.take(64)))
        default: return nil
        }
    }

    var kind: SignatureKind? { SignatureKind(rawValue: type) }

    /// Nil for one that is not known.
    package var digest: DigestAlgorithm? { DigestAlgorithm(rawValue: digestNumber) }

    /// Whether it was made over this content; nil where it cannot be verified.
    func isMade(over content: [UInt8], by key: PublicKeyPacket, _ cryptography: some SignatureCryptography)
        -> Bool?
    {
        guard let digest, digest != .ripemd160, let material = material(for: key.material) else { return nil }
        guard key.version == version else { return false }
        let value = cryptography.digest(digest, salt + content + trailer)
        guard value.starts(with: head) else { return false }
        return cryptography.isMade(material, by: key.material, over: value, digest)
    }

    /// As the key wants it; nil where it is of another algorithm.
    private func material(for key: KeyMaterial) -> SignatureMaterial? {
        switch (material, key) {
        case (.rsa(let power), .rsa(let modulus, _)):
            Octets.padded(power, to: modulus.count).map { .rsa($0) }
        case (.ecdsa, .ecdsa), (.ed25519, .ed25519): material
        default: nil
        }
    }
}
