// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import TLSWire

/// How a suite of TLS 1.3 protects records, for the suites that the own client knows (RFC 8446 appendix B.4).
struct ModernProtection: Hashable, Sendable {
    let cipher: RecordCipher
    let hash: HashFunction

    init?(_ suite: CipherSuite) {
        switch suite.id {
        case 0x1301: (cipher, hash) = (.aes128GCM, .sha256)
        case 0x1302: (cipher, hash) = (.aes256GCM, .sha384)
        case 0x1303: (cipher, hash) = (.chaCha20Poly1305, .sha256)
        case 0x1304: (cipher, hash) = (.aes128CCM, .sha256)
        case 0x1305: (cipher, hash) = (.aes128CCM8, .sha256)
        default: return nil
        }
    }
}

/// The server's half of an encrypted connection of TLS 1.3 (RFC 8446 §5.2, §5.3).
struct ModernOpener: Sendable {
    private let cipher: RecordCipher
    private let keys: HandshakeTrafficKeys
    private var sequence: UInt64 = 0

    init(_ cipher: RecordCipher, _ keys: HandshakeTrafficKeys) {
        self.cipher = cipher
        self.keys = keys
    }

    /// The plaintext of a record's payload with its type and padding; nil where the peer's keys did not make it.
    mutating func open(_ payload: [UInt8]) -> [UInt8]? {
        let nonce = keys.vector.enumerated().map { index, byte in
            index < 4 ? byte : byte ^ UInt8(truncatingIfNeeded: sequence >> ((11 - index) * 8))
        }
        let header: [UInt8] = [
            ContentType.applicationData.id, 3, 3, UInt8(truncatingIfNeeded: payload.count >> 8),
            UInt8(truncatingIfNeeded: payload.count),
        ]
        let plaintext = cipher.open(payload, key: keys.key, nonce: nonce, additional: header)
        if plaintext != nil { sequence += 1 }
        return plaintext
    }
}
