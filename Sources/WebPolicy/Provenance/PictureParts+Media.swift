// SPDX-License-Identifier: Apache-2.0

extension PictureParts {
    /// Kinds of boxes with a UUID: those of C2PA (C2PA 2.2 appendix A.5) and of XMP (XMP part 3 §1.2.6).
    private static let manifestKind: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]
    private static let packetKind: [UInt8] = [
        0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
    ]
    private static let packetBegin = Array("<x:xmpmeta".utf8)
    private static let packetEnd = Array("</x:xmpmeta>".utf8)

    /// The outer boxes of a file of ISO base media (ISO/IEC 14496-12 §4.2), which are built like those of JUMBF.
    ///
    /// - Parameter isWhole: whether the file ends where the bytes do.
    init(media bytes: ArraySlice<UInt8>, isWhole: Bool) {
        let (boxes, fills) = JUMBFBox.boxes(in: bytes)
        for box in boxes where box.type == "uuid" {
            var reader = ByteReader(box.content)
            let kind = reader.take(16)
            if kind?.elementsEqual(Self.manifestKind) ?? false {
                if store == nil { store = Self.store(&reader) }
            } else if kind?.elementsEqual(Self.packetKind) ?? false {
                packets.append(reader.rest)
            }
        }
        // Pictures have their packet as an item, which lies anywhere.
        if let packet = Self.packet(in: Array(bytes)) { packets.append(packet) }
        isComplete = isWhole && fills
    }

    /// Behind version, flags, purpose and the place of the first tree of hashes; nil for another purpose.
    private static func store(_ reader: inout ByteReader) -> ArraySlice<UInt8>? {
        guard reader.take(4) != nil, let purpose = reader.terminatedText(),
            ["manifest", "original", "update"].contains(purpose), reader.take(8) != nil
        else { return nil }
        return reader.rest
    }

    private static func packet(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard let start = bytes.index(of: packetBegin, from: 0) else { return nil }
        return bytes[start..<(bytes.index(of: packetEnd, from: start) ?? bytes.count)]
    }
}
