// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// One ephemeral key on an elliptic curve (RFC 8422 §5.4, RFC 7748).
package struct KeyAgreement: ~Copyable, Sendable {
    package enum Curve: String, Sendable, CaseIterable {
        case x25519 = "X25519"
        case x448 = "X448"
        case p256 = "P-256"
        case p384 = "P-384"
        case p521 = "P-521"
        case brainpoolP256r1, brainpoolP384r1, brainpoolP512r1
    }

    private let key: OwnedObject

    /// As it stands in a ClientKeyExchange or a ServerKeyExchange; uncompressed on the NIST curves.
    package let publicValue: [UInt8]

    package init(_ curve: Curve) throws(CryptoError) {
        ErrorQueue.clear()
        let name = curve.rawValue
        let made =
            switch curve {
            case .x25519, .x448: unsafe OwnedObject(shim_EVP_PKEY_keygen(name), { unsafe EVP_PKEY_free($0) })
            case .p256, .p384, .p521, .brainpoolP256r1, .brainpoolP384r1, .brainpoolP512r1:
                unsafe OwnedObject(shim_EVP_EC_keygen(name), { unsafe EVP_PKEY_free($0) })
            }
        guard let key = consume made else { throw CryptoError(.generateKey) }
        publicValue = try Self.publicValue(of: key)
        self.key = key
    }

    /// An X25519 key that somebody else made (RFC 7748 §5).
    package init(x25519PrivateKey bytes: [UInt8]) throws(CryptoError) {
        ErrorQueue.clear()
        let made = unsafe OwnedObject(
            EVP_PKEY_new_raw_private_key_ex(nil, Curve.x25519.rawValue, nil, bytes, bytes.count)
        ) { unsafe EVP_PKEY_free($0) }
        guard let key = consume made else { throw CryptoError(.generateKey) }
        publicValue = try Self.publicValue(of: key)
        self.key = key
    }

    private static func publicValue(of key: borrowing OwnedObject) throws(CryptoError) -> [UInt8] {
        var encoded: UnsafeMutablePointer<UInt8>?
        let length = unsafe EVP_PKEY_get1_encoded_public_key(key.pointer, &encoded)
        guard let encoded = unsafe encoded, length > 0 else { throw CryptoError(.generateKey) }
        defer { unsafe CRYPTO_free(encoded, nil, 0) }
        return unsafe Array(UnsafeBufferPointer(start: encoded, count: length))
    }

    /// The secret shared with the owner of another public value; throws for a value that is none.
    package func secret(with peer: [UInt8]) throws(CryptoError) -> [UInt8] {
        ErrorQueue.clear()
        let other = unsafe OwnedObject(EVP_PKEY_new()) { unsafe EVP_PKEY_free($0) }
        guard let other = consume other, !peer.isEmpty,
            unsafe EVP_PKEY_copy_parameters(other.pointer, key.pointer) == 1,
            unsafe EVP_PKEY_set1_encoded_public_key(other.pointer, peer, peer.count) == 1
        else { throw CryptoError(.agreeOnKey) }
        let made = unsafe OwnedObject(EVP_PKEY_CTX_new(key.pointer, nil)) { unsafe EVP_PKEY_CTX_free($0) }
        var length = 0
        guard let context = consume made, unsafe EVP_PKEY_derive_init(context.pointer) == 1,
            unsafe EVP_PKEY_derive_set_peer(context.pointer, other.pointer) == 1,
            unsafe EVP_PKEY_derive(context.pointer, nil, &length) == 1, length > 0
        else { throw CryptoError(.agreeOnKey) }
        var secret = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_PKEY_derive(context.pointer, &secret, &length) == 1 else {
            throw CryptoError(.agreeOnKey)
        }
        return Array(secret.prefix(length))
    }
}
