// SPDX-License-Identifier: Apache-2.0

/// One box (ISO/IEC 19566-5, ISO/IEC 18477-3 annex B); those inside it are read where somebody asks for them.
struct JUMBFBox {
    /// Four letters.
    let type: String
    /// Without its head; less than it announces where the bytes end before.
    let content: ArraySlice<UInt8>
    let isWhole: Bool

    /// More in a row are not read.
    private static let most = 1024

    /// The boxes of some bytes in their order; `isWhole` says whether they fill them.
    static func boxes(in bytes: ArraySlice<UInt8>) -> (boxes: [JUMBFBox], isWhole: Bool) {
        var reader = ByteReader(bytes)
        var boxes: [JUMBFBox] = []
        while !reader.rest.isEmpty {
            guard boxes.count < most, let box = JUMBFBox(&reader) else { return (boxes, false) }
            boxes.append(box)
            guard box.isWhole else { return (boxes, false) }
        }
        return (boxes, true)
    }

    /// Nil where no box begins.
    init?(_ reader: inout ByteReader) {
        guard let length = reader.number(4), let name = reader.take(4) else { return nil }
        type = String(decoding: name, as: UTF8.self)
        let count: UInt64
        switch length {
        case 0: count = UInt64(reader.rest.count)
        case 1:
            guard let long = reader.number(8), long >= 16 else { return nil }
            count = long - 16
        case 8...: count = length - 8
        default: return nil
        }
        isWhole = count <= UInt64(reader.rest.count)
        content = isWhole ? reader.takeUp(to: Int(count)) : reader.takeUp(to: reader.rest.count)
    }
}

/// A box that describes itself and holds others (ISO/IEC 19566-5).
struct JUMBFSuperbox {
    /// The first four letters of its kind, where the kind is one of C2PA's (C2PA 2.2 §11.1.4); else empty.
    let kind: String
    /// Empty where it has none.
    let label: String
    let boxes: [JUMBFBox]
    /// Whether nothing of it is missing; of what is inside its boxes, these tell.
    let isWhole: Bool

    /// What kinds of C2PA end with, and those of content of CBOR and JSON.
    private static let family: [UInt8] = [
        0x00, 0x11, 0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71,
    ]

    /// Nil where it is another box, or does not describe itself.
    init?(_ box: JUMBFBox) {
        guard box.type == "jumb" else { return nil }
        let (all, fills) = JUMBFBox.boxes(in: box.content)
        guard let first = all.first, first.type == "jumd", first.isWhole else { return nil }
        var reader = ByteReader(first.content)
        guard let letters = reader.take(4), let rest = reader.take(12), let toggles = reader.number(1) else {
            return nil
        }
        kind = rest.elementsEqual(Self.family) ? String(decoding: letters, as: UTF8.self) : ""
        label = toggles & 2 != 0 ? reader.terminatedText() ?? "" : ""
        boxes = Array(all.dropFirst())
        isWhole = box.isWhole && fills
    }

    var superboxes: [JUMBFSuperbox] { boxes.compactMap(JUMBFSuperbox.init) }

    /// The content of its first box of a type.
    func content(_ type: String) -> ArraySlice<UInt8>? {
        boxes.first { $0.type == type && $0.isWhole }?.content
    }
}
