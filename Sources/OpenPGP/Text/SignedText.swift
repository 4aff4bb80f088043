// SPDX-License-Identifier: Apache-2.0

/// A text in the cleartext signature framework (RFC 9580 §7).
package struct SignedText: Hashable, Sendable {
    /// What is signed: dashes unescaped, no white space at the end of lines, lines joined by carriage return and line feed.
    package let content: [UInt8]
    /// In the order of the block; those of unknown versions are left out.
    package let signatures: [SignaturePacket]

    /// More signatures are not read.
    static let mostSignatures = 16

    /// Nil where the text is not signed; throws where it is meant to be, and the frame or the signature is broken.
    ///
    /// Only blank lines may stand around it, so that nothing is read that nobody signed.
    package static func read(_ bytes: some Collection<UInt8>) throws(OpenPGPFault) -> SignedText? {
        let text = TextLines(Array(bytes))
        guard let start = text.index(of: .signedMessage) else {
            let other = text.lines.indices.first { text.begins($0, with: .armour) }
            guard let other else { return nil }
            throw OpenPGPFault("a block of OpenPGP that is no signed text", line: other + 1)
        }
        return try SignedText(text, from: start)
    }

    private init(_ text: TextLines, from start: Int) throws(OpenPGPFault) {
        if let before = text.lines[..<start].firstIndex(where: { !$0.isEmpty }) {
            throw OpenPGPFault("something stands before the signed text", line: before + 1)
        }
        guard let blank = text.lines[(start + 1)...].firstIndex(where: \.isEmpty) else {
            throw OpenPGPFault("no empty line ends the headers", line: text.lines.count)
        }
        for index in (start + 1)..<blank where !Self.isHashHeader(text, index) {
            throw OpenPGPFault("a header other than Hash", line: index + 1)
        }
        guard let signature = text.index(of: .signature, from: blank + 1) else {
            throw OpenPGPFault("no signature follows the text", line: text.lines.count)
        }
        guard let end = text.index(of: .signatureEnd, from: signature + 1) else {
            throw OpenPGPFault("the signature is cut off", line: text.lines.count)
        }
        if let behind = text.lines[(end + 1)...].firstIndex(where: { !$0.isEmpty }) {
            throw OpenPGPFault("something stands behind the signature", line: behind + 1)
        }
        content = try Self.content(text, (blank + 1)..<signature)
        signatures = try Self.signatures(try ASCIIArmor(text, from: signature, to: end).bytes)
    }

    /// Whether it names hashes and nothing else, for it is not signed.
    private static func isHashHeader(_ text: TextLines, _ index: Int) -> Bool {
        text.begins(index, with: .hash)
            && text.lines[index].dropFirst(StaticText.hash.bytes.count).allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: " ,-".utf8.contains(byte)
                }
            }
    }

    private static func content(_ text: TextLines, _ range: Range<Int>) throws(OpenPGPFault) -> [UInt8] {
        var content: [UInt8] = []
        for index in range {
            if index > range.lowerBound { content += [0x0D, 0x0A] }
            let line = text.lines[index]
            guard line.first == UInt8(ascii: "-") else {
                content += line
                continue
            }
            let whole = text.whole[index].dropFirst()
            guard whole.first == 0x20 else {
                throw OpenPGPFault("a dash that is not escaped", line: index + 1)
            }
            content += TextLines.withoutTrailingSpace(whole.dropFirst())
        }
        return content
    }

    /// Those of known versions; throws where there is none at all.
    static func signatures(_ bytes: [UInt8]) throws(OpenPGPFault) -> [SignaturePacket] {
        var packets = PacketReader(bytes)
        var signatures: [SignaturePacket] = []
        var count = 0
        while let packet = try packets.next() {
            guard packet.tag == .signature else {
                guard packet.isPassedOver else {
                    throw OpenPGPFault("a packet among the signatures that is none: \(packet.number)")
                }
                continue
            }
            count += 1
            guard count <= mostSignatures else {
                throw OpenPGPFault("more than \(mostSignatures) signatures")
            }
            if let signature = try SignaturePacket.read(packet.body) { signatures.append(signature) }
        }
        guard count > 0 else { throw OpenPGPFault("the block holds no signature") }
        return signatures
    }
}
