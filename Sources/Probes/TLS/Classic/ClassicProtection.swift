// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import TLSWire

/// How a suite protects records up to TLS 1.2, for the suites that this client knows.
package struct ClassicProtection: Hashable, Sendable {
    package let cipher: RecordCipher
    /// Nil in GCM.
    package let mac: HashFunction?
    /// Of TLS 1.2; below it MD5 and SHA-1 serve together.
    package let hash: HashFunction

    package init?(_ suite: CipherSuite) {
        let exchanges: [KeyExchange?] = [.rsa, .dhe, .ecdhe]
        let authentications: [Authentication?] = [.rsa, .ecdsa, .dss]
        guard !suite.isExport, exchanges.contains(suite.keyExchange),
            authentications.contains(suite.authentication)
        else { return nil }
        switch (suite.cipher, suite.mode, suite.bits) {
        case (.tripleDES, .cbc, _): cipher = .tripleDESCBC
        case (.aes, .cbc, 128): cipher = .aes128CBC
        case (.aes, .cbc, 256): cipher = .aes256CBC
        case (.aes, .gcm, 128): cipher = .aes128GCM
        case (.aes, .gcm, 256): cipher = .aes256GCM
        default: return nil
        }
        switch suite.mac {
        case .sha1: mac = .sha1
        case .sha256: mac = .sha256
        case .sha384: mac = .sha384
        case .aead: mac = nil
        default: return nil
        }
        hash = suite.name?.hasSuffix("SHA384") == true ? .sha384 : .sha256
    }

    func function(at version: UInt16) -> PseudorandomFunction {
        PseudorandomFunction(version >= ProtocolVersion.tls12.code ? hash : nil)
    }

    /// Bytes of key, of MAC key and of the vector that come from the key block.
    var keyBlockParts: (mac: Int, key: Int, vector: Int) {
        (mac?.length ?? 0, cipher.keyLength, cipher.isCBC ? cipher.blockLength : 4)
    }
}
