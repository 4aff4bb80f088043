// SPDX-License-Identifier: Apache-2.0

/// The picture that a page shows: one grey pixel as PNG.
struct SitePicture: Hashable, Sendable {
    static let path = "/release.png"
    static let element = "<img src=\"\(path)\" alt=\"Signing of the treaty\">"

    /// Of XMP; nil for none.
    var packet: String?

    /// What generators of pictures write (IPTC NewsCodes, Digital Source Type).
    static let generated = SitePicture(
        packet: "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
            + "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
            + "xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" Iptc4xmpExt:DigitalSourceType="
            + "\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"/></rdf:RDF></x:xmpmeta>"
    )

    /// PNG third edition §5.
    var bytes: [UInt8] {
        let pixel: [UInt8] = [0x78, 0x9C, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81]
        let text = packet.map { Self.chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0\($0)".utf8)) }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + Self.chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]) + (text ?? [])
            + Self.chunk("IDAT", pixel) + Self.chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return big(UInt32(content.count)) + body + big(sum(of: body))
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// The cyclic redundancy code of chunks (§5.5).
    private static func sum(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
            }
        }
    }
}
