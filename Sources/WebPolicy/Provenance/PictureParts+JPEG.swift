// SPDX-License-Identifier: Apache-2.0

extension PictureParts {
    private static let packetName = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

    /// The segments of a JPEG picture up to its first scan (ITU-T T.81 annex B).
    init(jpeg bytes: ArraySlice<UInt8>) {
        var reader = ByteReader(bytes.dropFirst(2))
        var pieces = JUMBFPieces()
        while let marker = Self.marker(&reader) {
            // The picture begins: all segments before it were seen.
            if marker == 0xDA || marker == 0xD9 {
                isComplete = true
                break
            }
            if marker == 0x01 || (0xD0...0xD7).contains(marker) { continue }
            guard let length = reader.number(2), length >= 2 else { break }
            let isWhole = Int(length) - 2 <= reader.rest.count
            let content = reader.takeUp(to: Int(length) - 2)
            switch marker {
            case 0xEB: pieces.take(content)
            case 0xE1 where content.starts(with: Self.packetName):
                packets.append(content.dropFirst(Self.packetName.count))
            default: break
            }
            guard isWhole else { break }
        }
        store = pieces.store
    }

    /// Nil where none comes.
    private static func marker(_ reader: inout ByteReader) -> UInt8? {
        guard reader.number(1) == 0xFF else { return nil }
        while let byte = reader.number(1) {
            // Fill bytes.
            if byte != 0xFF { return UInt8(byte) }
        }
        return nil
    }
}

/// Boxes that APP11 segments carry in pieces (ISO/IEC 19566-5 annex D).
private struct JUMBFPieces {
    private struct Piece {
        let number: UInt64
        let content: ArraySlice<UInt8>
    }

    /// By the number of the box.
    private var boxes: [UInt64: [Piece]] = [:]
    private static let mostBoxes = 64

    /// - Parameter segment: without its length; what is no such piece is passed over.
    mutating func take(_ segment: ArraySlice<UInt8>) {
        var reader = ByteReader(segment)
        guard reader.number(2) == 0x4A50, let box = reader.number(2), let number = reader.number(4),
            boxes[box] != nil || boxes.count < Self.mostBoxes
        else { return }
        boxes[box, default: []].append(Piece(number: number, content: reader.rest))
    }

    /// The box that is a manifest store, up to the first piece that is missing.
    var store: ArraySlice<UInt8>? {
        boxes.sorted { $0.key < $1.key }.lazy.map { Self.joined($0.value) }.first { bytes in
            var reader = ByteReader(bytes)
            return JUMBFBox(&reader).flatMap(JUMBFSuperbox.init)?.kind == "c2pa"
        }
    }

    private static func joined(_ pieces: [Piece]) -> ArraySlice<UInt8> {
        let sorted = pieces.sorted { $0.number < $1.number }
        guard let first = sorted.first else { return [] }
        var reader = ByteReader(first.content)
        // The box's head stands in every piece, its long length too.
        let head = reader.number(4) == 1 ? 16 : 8
        var bytes = Array(first.content)
        var last = first.number
        for piece in sorted.dropFirst() {
            let (next, isOver) = last.addingReportingOverflow(1)
            guard !isOver, piece.number == next else { break }
            bytes += piece.content.dropFirst(head)
            last = next
        }
        return bytes[...]
    }
}
