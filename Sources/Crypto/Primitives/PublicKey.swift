// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// A public key by itself, for signatures that lie beside what they sign.
package struct PublicKey: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Ed25519 or Ed448, which hash by themselves (RFC 8032).
        case edwards
        case rsa
        case ec
        case other
    }

    /// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) in DER.
    package let der: [UInt8]
    package let kind: Kind
    /// Of the modulus or the curve.
    package let bits: Int

    private static let digests = ["SHA256", "SHA384", "SHA512"]

    package init(der: [UInt8]) throws(CryptoError) {
        ErrorQueue.clear()
        let made = decodeDER(der, { unsafe d2i_PUBKEY($0, $1, $2) }, { unsafe EVP_PKEY_free($0) })
        guard let key = consume made else { throw CryptoError(.parseKey) }
        self = Self(key)
    }

    /// Reads `-----BEGIN PUBLIC KEY-----` (RFC 7468 §13).
    package init(pem: String) throws(CryptoError) {
        ErrorQueue.clear()
        guard let input = OwnedObject.memory(Array(pem.utf8)),
            let key = unsafe OwnedObject(
                // The empty passphrase keeps OpenSSL from asking at the terminal.
                "".withCString { passphrase in
                    unsafe PEM_read_bio_PUBKEY(
                        input.pointer,
                        nil,
                        nil,
                        UnsafeMutableRawPointer(mutating: passphrase)
                    )
                },
                { unsafe EVP_PKEY_free($0) }
            )
        else { throw CryptoError(.parseKey) }
        self = Self(key)
    }

    private init(_ key: borrowing OwnedObject) {
        der = unsafe encodeDER(key.pointer) { unsafe i2d_PUBKEY($0, $1) }
        bits = unsafe Int(EVP_PKEY_get_bits(key.pointer))
        kind =
            if unsafe EVP_PKEY_is_a(key.pointer, "ED25519") == 1 || EVP_PKEY_is_a(key.pointer, "ED448") == 1 {
                .edwards
            } else if unsafe EVP_PKEY_is_a(key.pointer, "RSA") == 1 {
                .rsa
            } else if unsafe EVP_PKEY_is_a(key.pointer, "EC") == 1 {
                .ec
            } else {
                .other
            }
    }

    package var pem: String { PEM.encode(der, label: "PUBLIC KEY") }

    /// Whether its private key made the signature over the content.
    ///
    /// RSA by PKCS #1 v1.5 or PSS and ECDSA as DER, over SHA-256, SHA-384 or SHA-512; nil where OpenSSL has no signatures
    /// of such a key.
    package func isMade(_ signature: [UInt8], over content: [UInt8]) -> Bool? {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        let made = decodeDER(der, { unsafe d2i_PUBKEY($0, $1, $2) }, { unsafe EVP_PKEY_free($0) })
        guard let key = consume made else { return nil }
        switch kind {
        case .edwards: return Self.verify(key, signature, content, digest: nil, isPSS: false)
        case .ec:
            return Self.digests.contains { Self.verify(key, signature, content, digest: $0, isPSS: false) }
        case .rsa:
            return Self.digests.contains { digest in
                Self.verify(key, signature, content, digest: digest, isPSS: false)
                    || Self.verify(key, signature, content, digest: digest, isPSS: true)
            }
        case .other: return nil
        }
    }

    private static func verify(
        _ key: borrowing OwnedObject,
        _ signature: [UInt8],
        _ content: [UInt8],
        digest: String?,
        isPSS: Bool
    ) -> Bool {
        let made = unsafe OwnedObject(EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) })
        guard let context = consume made else { return false }
        var parameters: OpaquePointer?
        guard
            unsafe EVP_DigestVerifyInit_ex(
                context.pointer,
                &parameters,
                digest,
                nil,
                nil,
                key.pointer,
                nil
            ) == 1
        else { return false }
        if isPSS {
            guard unsafe EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
                unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_AUTO) == 1
            else { return false }
        }
        return unsafe EVP_DigestVerify(
            context.pointer,
            signature,
            signature.count,
            content,
            content.count
        ) == 1
    }
}

extension PrivateKey {
    /// A signature by Ed25519 or Ed448 over the bytes themselves (RFC 8032 §5.1.6), as `openssl pkeyutl -sign -rawin` makes it.
    package func signWhole(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        let key = try handle()
        let made = unsafe OwnedObject(EVP_MD_CTX_new()) { unsafe EVP_MD_CTX_free($0) }
        var count = 0
        guard let context = consume made,
            unsafe EVP_DigestSignInit(context.pointer, nil, nil, nil, key.pointer) == 1,
            unsafe EVP_DigestSign(context.pointer, nil, &count, bytes, bytes.count) == 1
        else { throw CryptoError(.sign) }
        var signature = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_DigestSign(context.pointer, &signature, &count, bytes, bytes.count) == 1 else {
            throw CryptoError(.sign)
        }
        return Array(signature.prefix(count))
    }
}
