// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Boxes, items of CBOR and pictures, byte for byte.
enum PictureBuilder {
    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    // MARK: CBOR

    static func head(_ major: UInt8, _ length: Int) -> [UInt8] {
        length < 24 ? [major << 5 | UInt8(length)] : [major << 5 | 25] + big(length, 2)
    }

    static func text(_ text: String) -> [UInt8] { head(3, text.utf8.count) + Array(text.utf8) }

    static func list(_ items: [UInt8]...) -> [UInt8] { head(4, items.count) + items.flatMap(\.self) }

    static func map(_ pairs: (String, [UInt8])...) -> [UInt8] {
        head(5, pairs.count) + pairs.flatMap { text($0.0) + $0.1 }
    }

    // MARK: JUMBF

    static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count + 8, 4) + Array(type.utf8) + content
    }

    static let family: [UInt8] = [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]

    static func superbox(_ kind: String, _ label: String, _ content: [UInt8]...) -> [UInt8] {
        let description = Array(kind.utf8) + family + [3] + Array(label.utf8) + [0]
        return box("jumb", box("jumd", description) + content.flatMap(\.self))
    }

    static let capture = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    static let trained = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

    static func actions(_ source: String) -> [UInt8] {
        map(("actions", list(map(("action", text("c2pa.created")), ("digitalSourceType", text(source))))))
    }

    static let claim = map(("claim_generator_info", map(("name", text("Camera")), ("version", text("2")))))

    static func manifest(
        _ claim: [UInt8] = claim,
        assertions: [[UInt8]] = [superbox("cbor", "c2pa.actions.v2", box("cbor", actions(capture)))],
        isSigned: Bool = true
    ) -> [UInt8] {
        let store = superbox("c2as", "c2pa.assertions", assertions.flatMap(\.self))
        let signature = isSigned ? superbox("c2cs", "c2pa.signature", box("cbor", [0x40])) : []
        return superbox(
            "c2ma",
            "urn:c2pa:1",
            store,
            superbox("c2cl", "c2pa.claim.v2", box("cbor", claim)),
            signature
        )
    }

    static func store(_ manifests: [UInt8]...) -> [UInt8] {
        superbox("c2pa", "c2pa", manifests.flatMap(\.self))
    }

    // MARK: Pictures

    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(content.count + 2, 2) + content
    }

    /// - Parameter size: bytes of a box in each segment.
    static func jpeg(_ store: [UInt8]? = nil, xmp: String? = nil, size: Int = 60_000, from first: Int = 1)
        -> [UInt8]
    {
        var bytes: [UInt8] = [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8))
        if let xmp { bytes += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0\(xmp)".utf8)) }
        // Another box of JUMBF, which is no manifest store.
        bytes += segment(0xEB, [0x4A, 0x50, 0, 1, 0, 0, 0, 1] + superbox("json", "other", box("json", [])))
        if let store {
            var rest = store[...]
            var number = first
            while !rest.isEmpty {
                let head = number == first ? [] : Array(store.prefix(8))
                bytes += segment(0xEB, [0x4A, 0x50, 0, 2] + big(number, 4) + head + rest.prefix(size))
                rest = rest.dropFirst(size)
                number += 1
            }
        }
        return bytes + [0xFF, 0xDA, 0, 2, 0x12, 0x34, 0xFF, 0xD9]
    }

    static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count, 4) + Array(name.utf8) + content + [0, 0, 0, 0]
    }

    static func png(_ store: [UInt8]? = nil, xmp: String? = nil) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [UInt8](repeating: 1, count: 13))
            + (store.map { chunk("caBX", $0) } ?? [])
            + (xmp.map { chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0\($0)".utf8)) } ?? [])
            + chunk("IDAT", [7, 7, 7]) + chunk("IEND", [])
    }

    static func webp(_ store: [UInt8]? = nil, xmp: String? = nil) -> [UInt8] {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            Array(name.utf8) + big(content.count, 4).reversed() + content
                + (content.count % 2 == 1 ? [0] : [])
        }
        let chunks =
            chunk("VP8L", [1, 2, 3]) + (xmp.map { chunk("XMP ", Array($0.utf8)) } ?? [])
            + (store.map { chunk("C2PA", $0) } ?? [])
        return Array("RIFF".utf8) + big(chunks.count + 4, 4).reversed() + Array("WEBP".utf8) + chunks
    }

    static let manifestKind: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]

    static func media(_ store: [UInt8]? = nil, xmp: String? = nil, purpose: String = "manifest") -> [UInt8] {
        let head = manifestKind + [0, 0, 0, 0] + Array("\(purpose)\0".utf8) + big(0, 8)
        return box("ftyp", Array("avif\0\0\0\0".utf8)) + (store.map { box("uuid", head + $0) } ?? [])
            + box("mdat", [1, 2, 3] + Array((xmp ?? "").utf8))
    }

    /// Of each kind, without a mark where there is no store and no packet.
    static func all(_ store: [UInt8]? = nil, xmp: String? = nil) -> [[UInt8]] {
        [jpeg(store, xmp: xmp), png(store, xmp: xmp), webp(store, xmp: xmp), media(store, xmp: xmp)]
    }

    static func packet(_ content: String) -> String { "<x:xmpmeta>\(content)</x:xmpmeta>" }

    /// A picture of the fixtures.
    static func kept(_ name: String) throws -> [UInt8] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.appending(path: "Fixtures/provenance/\(name)")))
    }
}
