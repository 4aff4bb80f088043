// SPDX-License-Identifier: Apache-2.0

/// The server's proof of TLS 1.3 that it has the key of its certificate, once somebody decrypted it (RFC 8446 §4.4.3).
package struct CertificateVerify: Hashable, Sendable {
    package let scheme: SignatureScheme
    package let signature: [UInt8]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        scheme = SignatureScheme(try reader.uint16("signature algorithm"))
        signature = Array(try reader.vector16("signature"))
        try reader.finish("CertificateVerify")
    }

    /// What a server signs: 64 spaces, a name, a zero, and the hash of all messages up to its Certificate.
    package static func content(transcriptHash: [UInt8]) -> [UInt8] {
        [UInt8](repeating: 0x20, count: 64) + "TLS 1.3, server CertificateVerify".utf8 + [0] + transcriptHash
    }
}
