// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import TLSWire

/// One direction of an encrypted connection up to TLS 1.2 (RFC 5246 §6.2.3, RFC 2246 §6.2.3.2, RFC 5288 §3).
package struct RecordProtection: Sendable {
    private let protection: ClassicProtection
    private let version: UInt16
    private let macKey: [UInt8]
    private let key: [UInt8]
    /// GCM's salt; in CBC of TLS 1.0 the last block that was sent.
    private var vector: [UInt8]
    private var sequence: UInt64 = 0

    /// Both directions out of a master secret, the client's first.
    package static func pair(
        _ protection: ClassicProtection,
        version: UInt16,
        master: [UInt8],
        clientRandom: [UInt8],
        serverRandom: [UInt8]
    ) -> (client: RecordProtection, server: RecordProtection) {
        let parts = protection.keyBlockParts
        var block = protection.function(at: version).bytes(
            2 * (parts.mac + parts.key + parts.vector),
            secret: master,
            label: "key expansion",
            seed: serverRandom + clientRandom
        )[...]
        func take(_ count: Int) -> [UInt8] {
            defer { block = block.dropFirst(count) }
            return Array(block.prefix(count))
        }
        let macs = (take(parts.mac), take(parts.mac))
        let keys = (take(parts.key), take(parts.key))
        let vectors = (take(parts.vector), take(parts.vector))
        return (
            RecordProtection(protection, version, macKey: macs.0, key: keys.0, vector: vectors.0),
            RecordProtection(protection, version, macKey: macs.1, key: keys.1, vector: vectors.1)
        )
    }

    private init(
        _ protection: ClassicProtection,
        _ version: UInt16,
        macKey: [UInt8],
        key: [UInt8],
        vector: [UInt8]
    ) {
        self.protection = protection
        self.version = version
        self.macKey = macKey
        self.key = key
        self.vector = vector
    }

    package var blockLength: Int { protection.cipher.blockLength }

    private var hasExplicitVector: Bool { version > ProtocolVersion.tls10.code }

    /// A record as it should be; empty where the content is too long.
    package mutating func seal(_ type: ContentType, _ content: [UInt8], random: [UInt8]) -> [UInt8] {
        guard protection.mac != nil else { return sealAuthenticated(type, content) }
        var plaintext = content + code(type, content)
        let padding = blockLength - plaintext.count % blockLength
        plaintext += [UInt8](repeating: UInt8(truncatingIfNeeded: padding - 1), count: padding)
        return sealBare(type, plaintext, random: random)
    }

    /// The MAC that the next record of this content needs; empty in GCM.
    package func code(_ type: ContentType, _ content: [UInt8]) -> [UInt8] {
        guard let mac = protection.mac else { return [] }
        return mac.authenticate(header(type, content.count) + content, key: macKey)
    }

    /// A CBC record around whole blocks of plaintext, whatever they are; empty where they do not fit.
    package mutating func sealBare(_ type: ContentType, _ plaintext: [UInt8], random: [UInt8]) -> [UInt8] {
        let chosen = hasExplicitVector ? Array(random.prefix(blockLength)) : vector
        guard
            let ciphertext = protection.cipher.chain(
                plaintext,
                key: key,
                vector: chosen,
                encrypts: true
            )
        else { return [] }
        if !hasExplicitVector { vector = Array(ciphertext.suffix(blockLength)) }
        sequence += 1
        return record(type, (hasExplicitVector ? chosen : []) + ciphertext)
    }

    /// The content of a record that arrived; nil where it is not what the peer's keys make.
    package mutating func open(_ type: ContentType, _ payload: [UInt8]) -> [UInt8]? {
        guard let mac = protection.mac else { return openAuthenticated(type, payload) }
        let isExplicit = hasExplicitVector
        let ciphertext = Array(isExplicit ? payload.dropFirst(blockLength) : payload[...])
        let chosen = isExplicit ? Array(payload.prefix(blockLength)) : vector
        guard ciphertext.count >= blockLength,
            let plaintext = protection.cipher.chain(ciphertext, key: key, vector: chosen, encrypts: false),
            let last = plaintext.last, plaintext.count >= Int(last) + 1 + mac.length
        else { return nil }
        if !isExplicit { vector = Array(ciphertext.suffix(blockLength)) }
        let body = plaintext.dropLast(Int(last) + 1)
        let content = Array(body.dropLast(mac.length))
        guard Array(body.suffix(mac.length)) == code(type, content) else { return nil }
        sequence += 1
        return content
    }

    private mutating func sealAuthenticated(_ type: ContentType, _ content: [UInt8]) -> [UInt8] {
        let explicit = Self.bytes(sequence)
        let additional = header(type, content.count)
        guard
            let sealed = protection.cipher.seal(
                content,
                key: key,
                nonce: vector + explicit,
                additional: additional
            )
        else { return [] }
        sequence += 1
        return record(type, explicit + sealed)
    }

    private mutating func openAuthenticated(_ type: ContentType, _ payload: [UInt8]) -> [UInt8]? {
        let sealed = Array(payload.dropFirst(8))
        guard payload.count >= 8 + RecordCipher.tagLength else { return nil }
        let content = protection.cipher.open(
            sealed,
            key: key,
            nonce: vector + payload.prefix(8),
            additional: header(type, sealed.count - RecordCipher.tagLength)
        )
        if content != nil { sequence += 1 }
        return content
    }

    private func header(_ type: ContentType, _ count: Int) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.bytes(sequence))
        writer.uint8(type.id)
        writer.uint16(version)
        writer.uint16(UInt16(clamping: count))
        return writer.bytes
    }

    private func record(_ type: ContentType, _ payload: [UInt8]) -> [UInt8] {
        PlainRecord.bytes(type, version: version, payload)
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// Records and messages as they stand in the clear.
package enum PlainRecord {
    /// Empty where the payload does not fit into one record.
    package static func bytes(_ type: ContentType, version: UInt16, _ payload: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(type.id)
        writer.uint16(version)
        do { try writer.vector16("record", payload) } catch { return [] }
        return writer.bytes
    }

    package static func message(_ type: HandshakeType, _ body: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(type.id)
        writer.uint24(UInt32(clamping: body.count))
        writer.append(body)
        return writer.bytes
    }

    /// A body behind its two bytes of length.
    package static func vector(_ body: [UInt8]) -> [UInt8] {
        [UInt8(truncatingIfNeeded: body.count >> 8), UInt8(truncatingIfNeeded: body.count)] + body
    }
}
