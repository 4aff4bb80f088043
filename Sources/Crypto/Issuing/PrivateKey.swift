// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// A private key as a value: it lies in memory in the clear.
package struct PrivateKey: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case rsa(bits: Int)
        /// A curve by OpenSSL's name, such as `P-256`, `secp384r1` or `brainpoolP256r1`.
        case ec(curve: String)
        case ed25519
        case ed448
    }

    /// PKCS #8 in DER, not encrypted.
    package let der: [UInt8]

    /// Makes a key; weak sizes are made too, from RSA 512 on.
    package static func generate(_ kind: Kind) throws(CryptoError) -> PrivateKey {
        ErrorQueue.clear()
        let made = unsafe OwnedObject(EVP_PKEY_CTX_new_from_name(nil, kind.algorithm, nil)) {
            unsafe EVP_PKEY_CTX_free($0)
        }
        guard let context = consume made, unsafe EVP_PKEY_keygen_init(context.pointer) == 1,
            unsafe kind.configure(context.pointer)
        else { throw CryptoError(.generateKey) }
        var raw: OpaquePointer?
        guard unsafe EVP_PKEY_generate(context.pointer, &raw) == 1,
            let key = unsafe OwnedObject(raw, { unsafe EVP_PKEY_free($0) })
        else { throw CryptoError(.generateKey) }
        return PrivateKey(unchecked: try Self.encode(key))
    }

    /// Reads PEM that is not encrypted.
    package init(pem: String) throws(CryptoError) {
        ErrorQueue.clear()
        guard let input = OwnedObject.memory(Array(pem.utf8)),
            let key = unsafe OwnedObject(
                // The empty passphrase keeps OpenSSL from asking at the terminal.
                "".withCString { passphrase in
                    unsafe PEM_read_bio_PrivateKey(
                        input.pointer,
                        nil,
                        nil,
                        UnsafeMutableRawPointer(mutating: passphrase)
                    )
                },
                { unsafe EVP_PKEY_free($0) }
            )
        else { throw CryptoError(.parseKey) }
        der = try Self.encode(key)
    }

    package init(der: [UInt8]) throws(CryptoError) {
        self.der = der
        _ = try handle()
    }

    private init(unchecked der: [UInt8]) { self.der = der }

    package var pem: String { PEM.encode(der, label: "PRIVATE KEY") }

    /// SubjectPublicKeyInfo in DER.
    package func publicKey() throws(CryptoError) -> [UInt8] {
        let key = try handle()
        return unsafe encodeDER(key.pointer) { unsafe i2d_PUBKEY($0, $1) }
    }

    /// A signature over the SHA-256 of the bytes; ECDSA as DER.
    package func sign(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        let key = try handle()
        let made = unsafe OwnedObject(EVP_MD_CTX_new()) { unsafe EVP_MD_CTX_free($0) }
        var count = 0
        guard let context = consume made,
            unsafe EVP_DigestSignInit(context.pointer, nil, EVP_sha256(), nil, key.pointer) == 1,
            unsafe EVP_DigestSign(context.pointer, nil, &count, bytes, bytes.count) == 1
        else { throw CryptoError(.parseKey) }
        var signature = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_DigestSign(context.pointer, &signature, &count, bytes, bytes.count) == 1 else {
            throw CryptoError(.parseKey)
        }
        return Array(signature.prefix(count))
    }

    func handle() throws(CryptoError) -> OwnedObject {
        ErrorQueue.clear()
        let key = decodeDER(der, { unsafe d2i_AutoPrivateKey($0, $1, $2) }, { unsafe EVP_PKEY_free($0) })
        guard let key = consume key else { throw CryptoError(.parseKey) }
        return key
    }

    private static func encode(_ key: borrowing OwnedObject) throws(CryptoError) -> [UInt8] {
        let made = unsafe OwnedObject(EVP_PKEY2PKCS8(key.pointer)) { unsafe PKCS8_PRIV_KEY_INFO_free($0) }
        guard let info = consume made else { throw CryptoError(.parseKey) }
        return unsafe encodeDER(info.pointer) { unsafe i2d_PKCS8_PRIV_KEY_INFO($0, $1) }
    }
}

extension PrivateKey.Kind {
    fileprivate var algorithm: String {
        switch self {
        case .rsa: "RSA"
        case .ec: "EC"
        case .ed25519: "ED25519"
        case .ed448: "ED448"
        }
    }

    fileprivate func configure(_ context: OpaquePointer) -> Bool {
        switch self {
        case .rsa(let bits):
            guard let bits = Int32(exactly: bits) else { return false }
            return unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1
        case .ec(let curve): return unsafe EVP_PKEY_CTX_set_group_name(context, curve) == 1
        case .ed25519, .ed448: return true
        }
    }
}

/// The armour around DER (RFC 7468).
enum PEM {
    static func encode(_ der: [UInt8], label: String) -> String {
        let text = base64(der)
        var lines = ["-----BEGIN \(label)-----"]
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(String(decoding: rest.prefix(64), as: UTF8.self))
            rest = rest.dropFirst(64)
        }
        lines.append("-----END \(label)-----")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        // Four characters for three bytes, and the NUL that OpenSSL adds.
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let length = unsafe EVP_EncodeBlock(&text, bytes, Int32(clamping: bytes.count))
        return Array(text.prefix(max(0, Int(length))))
    }
}
