// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
package import Foundation

/// How a signing key came to be one: the first by itself, each later one by the signature of the one before it.
package struct KeyIntroduction: Hashable, Codable, Sendable {
    package static let format = "chancery.key/1"

    package let format: String
    /// SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) in DER, base64.
    package let key: String
    package let introduced: Date
    /// Fingerprint of the key before; nil for the first.
    package let successorOf: String?

    package init(key: [UInt8], introduced: Date, successorOf: String?) {
        format = Self.format
        self.key = Data(key).base64EncodedString()
        self.introduced = introduced
        self.successorOf = successorOf
    }

    package var bytes: Data { get throws { try CanonicalJSON.encode(self) } }

    /// Nil where the bytes are no introduction, or not the canonical ones of it.
    package init?(bytes: Data) {
        guard let read = try? CanonicalJSON.decode(Self.self, from: bytes), read.format == Self.format,
            (try? read.bytes) == bytes
        else { return nil }
        self = read
    }

    /// Nil where it is no key that signs.
    var publicKey: PublicKey? {
        guard let der = Data(base64Encoded: key), let key = try? PublicKey(der: Array(der)),
            key.kind == .edwards
        else { return nil }
        return key
    }

    /// SHA-256 of the SubjectPublicKeyInfo, lower-case hex.
    package static func fingerprint(of key: [UInt8]) -> String { SHA256.hex(key) }

    /// Of a public key in PEM; nil where there is none.
    package static func fingerprint(ofPEM pem: String) -> String? {
        (try? PublicKey(pem: pem)).map { fingerprint(of: $0.der) }
    }
}

/// An introduction as it is kept, signed by the key before, and by itself where it is the first.
package struct SealedKey: Hashable, Sendable {
    package let bytes: Data
    package let signature: Data

    package init(bytes: Data, signature: Data) {
        self.bytes = bytes
        self.signature = signature
    }
}
