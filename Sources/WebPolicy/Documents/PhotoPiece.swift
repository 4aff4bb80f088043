// SPDX-License-Identifier: Apache-2.0

/// The Exif segment at the beginning of a JPEG picture (CIPA DC-008).
struct PhotoPiece {
    /// From the TIFF header on; empty where there is none.
    private let exif: [UInt8]

    /// Nil where the segments do not follow each other up to the picture itself, or the piece ends before.
    init?(_ bytes: [UInt8]) {
        var place = 2
        while place + 4 <= bytes.count {
            guard bytes[place] == 0xFF else { return nil }
            let marker = bytes[place + 1]
            // Fill bytes.
            if marker == 0xFF {
                place += 1
                continue
            }
            // The picture begins: all of the segments before it were seen.
            if marker == 0xDA || marker == 0xD9 {
                exif = []
                return
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            guard length >= 2, place + 2 + length <= bytes.count else { return nil }
            let content = bytes[(place + 4)..<(place + 2 + length)]
            if marker == 0xE1, content.starts(with: Array("Exif\0\0".utf8)) {
                exif = Array(content.dropFirst(6))
                return
            }
            place += 2 + length
        }
        return nil
    }

    var traces: Set<DocumentTrace> {
        guard exif.count >= 8 else { return [] }
        let isLittle = exif.starts(with: Array("II".utf8))
        guard isLittle || exif.starts(with: Array("MM".utf8)) else { return [] }
        let first = fields(at: Int(long(at: 4, isLittle)), isLittle)
        var traces: Set<DocumentTrace> = []
        // Artist, and the author that Windows writes.
        if first.contains(where: { ($0.tag == 0x013B || $0.tag == 0x9C9D) && $0.count > 1 }) {
            traces.insert(.author)
        }
        if let software = first.first(where: { $0.tag == 0x0131 }) {
            let start = software.count > 4 ? Int(software.value) : software.place
            let text = String(
                decoding: exif.dropFirst(start).prefix(min(Int(software.count), 64)),
                as: UTF8.self
            )
            if DocumentTrace.software(in: text) != nil { traces.insert(.software) }
        }
        if let gps = first.first(where: { $0.tag == 0x8825 }) {
            let tags = Set(fields(at: Int(gps.value), isLittle).map(\.tag))
            // Latitude and longitude.
            if tags.isSuperset(of: [2, 4]) { traces.insert(.location) }
        }
        return traces
    }

    /// One entry of a directory; `place` is where its value stands, which may be an offset.
    private struct Field {
        let tag: UInt16
        let count: UInt32
        let value: UInt32
        let place: Int
    }

    private func fields(at place: Int, _ isLittle: Bool) -> [Field] {
        guard place >= 8, place + 2 <= exif.count else { return [] }
        let count = Int(short(at: place, isLittle))
        return (0..<min(count, 256)).compactMap { index in
            let start = place + 2 + index * 12
            guard start + 12 <= exif.count else { return nil }
            return Field(
                tag: short(at: start, isLittle),
                count: long(at: start + 4, isLittle),
                value: long(at: start + 8, isLittle),
                place: start + 8
            )
        }
    }

    private func short(at place: Int, _ isLittle: Bool) -> UInt16 {
        let (first, second) = (UInt16(exif[place]), UInt16(exif[place + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
    }

    private func long(at place: Int, _ isLittle: Bool) -> UInt32 {
        let (first, second) = (UInt32(short(at: place, isLittle)), UInt32(short(at: place + 2, isLittle)))
        return isLittle ? second << 16 | first : first << 16 | second
    }
}
