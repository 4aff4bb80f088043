// SPDX-License-Identifier: Apache-2.0

/// HKDF (RFC 5869) with the labels of TLS 1.3 (RFC 8446 §7.1).
package struct LabelledKDF: Sendable {
    package let hash: HashFunction

    package init(_ hash: HashFunction) { self.hash = hash }

    package func extract(salt: [UInt8], _ material: [UInt8]) -> [UInt8] {
        hash.authenticate(material, key: salt)
    }

    /// At most 255 times the hash's length.
    package func expand(_ secret: [UInt8], _ label: String, context: [UInt8], count: Int) -> [UInt8] {
        let label = Array("tls13 ".utf8) + label.utf8
        let info =
            [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
            + [UInt8(clamping: label.count)] + label + [UInt8(clamping: context.count)] + context
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 1
        while output.count < count, counter < .max {
            block = hash.authenticate(block + info + [counter], key: secret)
            output += block
            counter += 1
        }
        return Array(output.prefix(count))
    }

    /// Derive-Secret, of a transcript's hash.
    package func derive(_ secret: [UInt8], _ label: String, transcriptHash: [UInt8]) -> [UInt8] {
        expand(secret, label, context: transcriptHash, count: hash.length)
    }
}

/// The keys under which a server sends the rest of its handshake.
package struct HandshakeTrafficKeys: Sendable {
    package let secret: [UInt8]
    package let key: [UInt8]
    package let vector: [UInt8]

    /// `transcriptHash`: of all messages up to the ServerHello, `shared`: what the key exchange came to.
    package init(_ cipher: RecordCipher, _ hash: HashFunction, shared: [UInt8], transcriptHash: [UInt8]) {
        let kdf = LabelledKDF(hash)
        let zeros = [UInt8](repeating: 0, count: hash.length)
        let early = kdf.extract(salt: zeros, zeros)
        let derived = kdf.derive(early, "derived", transcriptHash: hash.digest([]))
        let handshake = kdf.extract(salt: derived, shared)
        secret = kdf.derive(handshake, "s hs traffic", transcriptHash: transcriptHash)
        key = kdf.expand(secret, "key", context: [], count: cipher.keyLength)
        vector = kdf.expand(secret, "iv", context: [], count: 12)
    }
}
