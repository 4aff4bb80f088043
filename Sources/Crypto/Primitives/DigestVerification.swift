// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// A public key that comes as bare numbers, and what it signed: digests, as OpenPGP has them.
package struct DigestVerification: ~Copyable, Sendable {
    package enum Curve: Sendable, CaseIterable {
        case p256, p384, p521

        fileprivate var identifier: [UInt8] {
            switch self {
            case .p256: [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
            case .p384: [0x2B, 0x81, 0x04, 0x00, 0x22]
            case .p521: [0x2B, 0x81, 0x04, 0x00, 0x23]
            }
        }
    }

    package enum Digest: Sendable {
        case sha1, sha256, sha384, sha512

        @safe fileprivate var algorithm: OpaquePointer? {
            switch self {
            case .sha1: unsafe EVP_sha1()
            case .sha256: unsafe EVP_sha256()
            case .sha384: unsafe EVP_sha384()
            case .sha512: unsafe EVP_sha512()
            }
        }
    }

    private let key: OwnedObject

    /// Numbers are big-endian; nil for what is no key.
    package init?(rsaModulus modulus: [UInt8], exponent: [UInt8]) {
        let numbers = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
        self.init(
            algorithm: DER.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]) + [5, 0],
            numbers
        )
    }

    /// An uncompressed point; nil for what is none of the curve.
    package init?(_ curve: Curve, point: [UInt8]) {
        let kind = DER.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01])
        self.init(algorithm: kind + DER.identifier(curve.identifier), point)
    }

    /// 32 bytes (RFC 8032 §5.1.5).
    package init?(ed25519 point: [UInt8]) {
        self.init(algorithm: DER.identifier([0x2B, 0x65, 0x70]), point)
    }

    /// As a SubjectPublicKeyInfo (RFC 5280 §4.1).
    private init?(algorithm: [UInt8], _ value: [UInt8]) {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        let info = DER.sequence(DER.sequence(algorithm) + DER.bits(value))
        let decoded = decodeDER(
            info,
            { unsafe d2i_PUBKEY($0, $1, $2) },
            { unsafe EVP_PKEY_free($0) }
        )
        guard let key = consume decoded else { return nil }
        self.key = key
    }

    /// Whether the key made it, by PKCS #1 v1.5 (RFC 8017 §8.2.2); nil where that cannot be told.
    package func isMade(rsa signature: [UInt8], over value: [UInt8], _ digest: Digest) -> Bool? {
        isMade(signature, over: value, digest, padding: RSA_PKCS1_PADDING)
    }

    /// Whether the key made it, by ECDSA (FIPS 186-5 §6.4.2).
    package func isMade(r: [UInt8], s: [UInt8], over value: [UInt8], _ digest: Digest) -> Bool? {
        isMade(DER.sequence(DER.integer(r) + DER.integer(s)), over: value, digest, padding: nil)
    }

    /// Whether the key made it, by Ed25519 over the digest as a message.
    package func isMade(ed25519 signature: [UInt8], over value: [UInt8]) -> Bool? {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        let made = unsafe OwnedObject(EVP_MD_CTX_new()) { unsafe EVP_MD_CTX_free($0) }
        guard let context = consume made,
            unsafe EVP_DigestVerifyInit_ex(context.pointer, nil, nil, nil, nil, key.pointer, nil) == 1
        else { return nil }
        return unsafe EVP_DigestVerify(context.pointer, signature, signature.count, value, value.count) == 1
    }

    private func isMade(
        _ signature: [UInt8],
        over value: [UInt8],
        _ digest: Digest,
        padding: Int32?
    ) -> Bool? {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        let made = unsafe OwnedObject(EVP_PKEY_CTX_new(key.pointer, nil)) { unsafe EVP_PKEY_CTX_free($0) }
        guard let context = consume made, unsafe EVP_PKEY_verify_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_signature_md(context.pointer, digest.algorithm) == 1
        else { return nil }
        if let padding {
            guard unsafe EVP_PKEY_CTX_set_rsa_padding(context.pointer, padding) == 1 else { return nil }
        }
        return unsafe EVP_PKEY_verify(context.pointer, signature, signature.count, value, value.count) == 1
    }
}

/// Writes the few values of DER (X.690) that a key and a signature need.
private enum DER {
    static func sequence(_ content: [UInt8]) -> [UInt8] { value(0x30, content) }

    static func identifier(_ content: [UInt8]) -> [UInt8] { value(6, content) }

    static func bits(_ content: [UInt8]) -> [UInt8] { value(3, [0] + content) }

    /// A number that is not negative.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let digits = bytes.drop { $0 == 0 }
        return value(2, (digits.first ?? 0x80) & 0x80 == 0 ? Array(digits) : [0] + digits)
    }

    private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count > 127 else { return [tag, UInt8(content.count)] + content }
        let length = (0..<4).reversed().map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) }.drop {
            $0 == 0
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}
