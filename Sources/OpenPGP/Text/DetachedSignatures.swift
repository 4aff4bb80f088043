// SPDX-License-Identifier: Apache-2.0

/// Signatures in a file of their own (RFC 9580 §10.4), armored or binary.
package struct DetachedSignatures: Hashable, Sendable {
    /// Longer files are refused.
    package static let longest = 64 << 10

    /// In their order; those of unknown versions are left out.
    package let signatures: [SignaturePacket]

    /// Whether bytes look like OpenPGP and not like a bare signature; what they hold is another matter.
    package static func begins(_ bytes: some Collection<UInt8>) -> Bool {
        let head = Array(bytes.prefix(StaticText.signature.bytes.count))
        if head == StaticText.signature.bytes { return true }
        // A packet of tag 2 in either form (§4.2), and the version of its signature.
        guard let first = head.first, head.count > 6 else { return false }
        let version: UInt8
        switch first {
        case 0x88: version = head[2]
        case 0x89: version = head[3]
        case 0x8A: version = head[5]
        case 0xC2: version = head[1] < 192 ? head[2] : head[1] < 224 ? head[3] : head[6]
        default: return false
        }
        return (3...6).contains(version)
    }

    /// Only blank lines may stand around an armored block.
    package init(_ bytes: some Collection<UInt8>) throws(OpenPGPFault) {
        guard bytes.count <= Self.longest else {
            throw OpenPGPFault("it is longer than \(Self.longest) bytes")
        }
        let bytes = Array(bytes)
        if let first = bytes.first, first & 0x80 != 0 {
            signatures = try SignedText.signatures(bytes)
            return
        }
        let text = TextLines(bytes)
        guard let start = text.index(of: .signature) else { throw OpenPGPFault("it holds no signature") }
        guard let end = text.index(of: .signatureEnd, from: start + 1) else {
            throw OpenPGPFault("the signature is cut off", line: text.lines.count)
        }
        let around = Array(text.lines[..<start]) + Array(text.lines[(end + 1)...])
        guard around.allSatisfy(\.isEmpty) else {
            throw OpenPGPFault("something stands around the signature")
        }
        signatures = try SignedText.signatures(try ASCIIArmor(text, from: start, to: end).bytes)
    }
}
