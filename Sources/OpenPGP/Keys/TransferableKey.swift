// SPDX-License-Identifier: Apache-2.0

/// A public key with what is bound to it (a transferable public key, RFC 9580 §10.1), as a file has it.
package struct TransferableKey: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        /// What is hashed of it behind the key.
        let hashed: [UInt8]
        /// Nil for a name.
        let subkey: PublicKeyPacket?
        /// Those that can be read.
        var signatures: [SignaturePacket] = []
    }

    package let key: PublicKeyPacket
    /// Over the key alone.
    fileprivate(set) var signatures: [SignaturePacket] = []
    /// Names and subkeys that can be read, in their order.
    fileprivate(set) var parts: [Part] = []

    fileprivate init(_ key: PublicKeyPacket) { self.key = key }
}

/// The public keys of a file, armored or binary.
package struct KeyFile: Hashable, Sendable {
    /// Longer files are refused.
    package static let longest = 1 << 20
    private static let mostKeys = 256

    package private(set) var certificates: [TransferableKey] = []
    /// Whether what follows belongs to a name or subkey that is read.
    private var isSkipping = false

    /// Throws for what is no such file, for private keys, and for keys by which no signature proves anything.
    package init(_ bytes: some Collection<UInt8>) throws(OpenPGPFault) {
        guard bytes.count <= Self.longest else {
            throw OpenPGPFault("it is longer than \(Self.longest) bytes")
        }
        let bytes = Array(bytes)
        if let first = bytes.first, first & 0x80 != 0, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            try take(bytes)
        } else {
            try takeBlocks(TextLines(bytes))
        }
        guard !certificates.isEmpty else { throw OpenPGPFault("it holds no public key") }
    }

    private mutating func takeBlocks(_ text: TextLines) throws(OpenPGPFault) {
        if let secret = text.index(of: .privateKey) {
            throw OpenPGPFault("a private key, which does not belong here", line: secret + 1)
        }
        var next = 0
        while let start = text.index(of: .publicKey, from: next) {
            guard let end = text.index(of: .publicKeyEnd, from: start + 1) else {
                throw OpenPGPFault("the block is cut off", line: text.lines.count)
            }
            let block = try ASCIIArmor(text, from: start, to: end).bytes
            do throws(OpenPGPFault) {
                try take(block)
            } catch {
                throw OpenPGPFault(error.words, line: start + 1)
            }
            next = end + 1
        }
    }

    private mutating func take(_ bytes: [UInt8]) throws(OpenPGPFault) {
        var packets = PacketReader(bytes)
        while let packet = try packets.next() { try take(packet) }
    }

    private mutating func take(_ packet: Packet) throws(OpenPGPFault) {
        switch packet.tag {
        case .secretKey, .secretSubkey: throw OpenPGPFault("a private key, which does not belong here")
        case .publicKey:
            let key = try PublicKeyPacket(packet.body)
            if let weakness = key.material.weakness {
                throw OpenPGPFault("a key of \(weakness), by which no signature is verified")
            }
            guard certificates.count < Self.mostKeys else {
                throw OpenPGPFault("more than \(Self.mostKeys) keys")
            }
            certificates.append(TransferableKey(key))
            isSkipping = false
        default:
            guard !packet.isPassedOver else { return }
            guard let last = certificates.indices.last else {
                throw OpenPGPFault("it does not begin with a public key")
            }
            take(packet, into: last)
        }
    }

    private mutating func take(_ packet: Packet, into index: Int) {
        switch packet.tag {
        case .userID:
            isSkipping = packet.body.count > 4096
            guard !isSkipping else { return }
            let hashed = [0xB4] + Octets.four(packet.body.count) + packet.body
            certificates[index].parts.append(.init(hashed: hashed, subkey: nil))
        case .publicSubkey:
            // Those for encryption may be of any kind, and matter to nobody here.
            let key = try? PublicKeyPacket(packet.body)
            isSkipping = key == nil
            guard let key else { return }
            certificates[index].parts.append(.init(hashed: key.hashed, subkey: key))
        case .signature:
            // Others may have signed it in any way.
            guard !isSkipping, let signature = (try? SignaturePacket.read(packet.body)).flatMap(\.self) else {
                return
            }
            if let last = certificates[index].parts.indices.last {
                certificates[index].parts[last].signatures.append(signature)
            } else {
                certificates[index].signatures.append(signature)
            }
        default: isSkipping = true
        }
    }
}
