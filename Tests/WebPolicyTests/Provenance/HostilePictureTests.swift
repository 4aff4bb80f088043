// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import WebPolicy

private typealias Make = PictureBuilder

@Suite("Hostile boxes, items and pictures")
struct HostilePictureTests {
    @Test("Lengths that lie end the reading")
    func lengths() {
        func boxes(_ bytes: [UInt8]) -> (count: Int, isWhole: Bool) {
            let read = JUMBFBox.boxes(in: bytes[...])
            return (read.boxes.count, read.isWhole)
        }
        let free = Array("free".utf8)
        // To the end; a long length; one that is shorter than its own head; one that is beyond the end.
        #expect(boxes([0, 0, 0, 0] + free + [1, 2]) == (1, true))
        #expect(boxes([0, 0, 0, 1] + free + Make.big(17, 8) + [1]) == (1, true))
        #expect(boxes([0, 0, 0, 1] + free + Make.big(15, 8)) == (0, false))
        #expect(boxes([0, 0, 0, 1] + free + [UInt8](repeating: 0xFF, count: 8)) == (1, false))
        #expect(boxes([0, 0, 0, 7] + free) == (0, false))
        #expect(boxes([0xFF, 0xFF, 0xFF, 0xFF] + free) == (1, false))
        #expect(boxes([0, 0, 0]) == (0, false))
        let many = (0..<5000).flatMap { _ -> [UInt8] in [0, 0, 0, 8] + free }
        #expect(boxes(many) == (1024, false))
    }

    @Test("A hundred thousand boxes within each other cost nothing")
    func nested() throws {
        let description = Make.box("jumd", Array("c2ma".utf8) + Make.family + [0])
        var deep: [UInt8] = []
        for level in 0..<100_000 {
            let rest = (100_000 - level) * (8 + description.count)
            deep += Make.big(rest, 4) + Array("jumb".utf8) + description
        }
        let store = try #require(ManifestStore(Make.store(deep)[...]))
        #expect(store.manifests == 1 && store.gap != nil)
    }

    @Test("Items that claim more than there is are none")
    func bombs() {
        let bombs: [[UInt8]] = [
            [0x9B] + [UInt8](repeating: 0xFF, count: 8), [0xBB] + [UInt8](repeating: 0x7F, count: 8),
            [0x5B] + [UInt8](repeating: 0xFF, count: 8), [0x7A, 0xFF, 0xFF, 0xFF, 0xFF, 0x61],
            [UInt8](repeating: 0x81, count: 100_000), [UInt8](repeating: 0xC1, count: 100_000),
            [UInt8](repeating: 0x9F, count: 100_000),
            [0x9F] + [UInt8](repeating: 0x00, count: 100_000) + [0xFF],
            [0x7F] + [UInt8](repeating: 0x60, count: 100_000) + [0xFF], [0x1C], [0xFF], [0x1F], [0xDF],
            [0x7F, 0x41, 0x61, 0xFF],
            [0xA1, 0x61, 0x61], [],
        ]
        for (index, bomb) in bombs.enumerated() { #expect(CBORItem(bomb[...]) == nil, "\(index)") }
    }

    @Test("Items of every form are read")
    func items() {
        #expect(CBORItem([0x7F, 0x61, 0x61, 0x62, 0x62, 0x63, 0xFF]) == .text("abc"))
        #expect(
            CBORItem([0x9F, 0x01, 0x38, 0x20, 0x41, 0x00, 0xF6, 0xFB, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF])?.list?
                .count == 5
        )
        #expect(CBORItem([0xBF, 0x61, 0x61, 0xC0, 0x61, 0x62, 0xFF])?["a"] == .text("b"))
        #expect(CBORItem([0x78, 0x01, 0x61]) == .text("a"))
        let nested = Make.list(
            Make.map(("a", Make.list(Make.map(("k", Make.text("v"))))), ("k", Make.text("w")))
        )
        #expect(CBORItem(nested[...])?.texts(of: "k") == ["v", "w"])
    }

    @Test("What is written is read, however it is laid out", arguments: 0..<30)
    func written(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let name = String(
            (0..<Int.random(in: 1...90, using: &generator)).map { _ in
                "abc 1/".randomElement(using: &generator) ?? "a"
            }
        )
        let isSigned = Bool.random(using: &generator)
        let claim = Make.map(("alg", Make.text("sha256")), ("claim_generator", Make.text(name)))
        let others = (0..<Int.random(in: 0...4, using: &generator)).map { _ in Make.manifest() }
        let source = Bool.random(using: &generator) ? Make.trained : Make.capture
        let assertion = Make.superbox("cbor", "c2pa.actions.v2", Make.box("cbor", Make.actions(source)))
        let last = Make.manifest(claim, assertions: [assertion], isSigned: isSigned)
        let store = Make.store(others.flatMap(\.self), last)
        let size = Int.random(in: 48...2000, using: &generator)
        for picture in [Make.jpeg(store, size: size)] + Make.all(store).dropFirst() {
            let marks = try #require(PictureMarks(picture, isWhole: true))
            let manifest = try #require(marks.manifest)
            #expect(manifest.manifests == others.count + 1 && manifest.generator == name)
            #expect(manifest.isSigned == isSigned && marks.gap == nil)
            let code = source == Make.trained ? "trainedAlgorithmicMedia" : "digitalCapture"
            #expect(marks.sourceTypes == Set(others.isEmpty ? [code] : [code, "digitalCapture"]))
        }
    }

    @Test("Whatever is changed, reading ends, and says the same again", arguments: 0..<40)
    func changed(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let store = Make.store(Make.manifest(), Make.manifest())
        for picture in Make.all(store, xmp: Make.packet(Make.trained)) + [try Make.kept("signed.jpg")] {
            for _ in 0..<25 {
                var bytes = picture
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    let place = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes[place] =
                        [0, 1, 0xFF, .random(in: 0...255, using: &generator)].randomElement(using: &generator)
                        ?? 0
                }
                bytes.removeLast(Int.random(in: 0...bytes.count / 4, using: &generator))
                let isWhole = Bool.random(using: &generator)
                let marks = PictureMarks(bytes, isWhole: isWhole)
                #expect(marks == PictureMarks(bytes, isWhole: isWhole))
                #expect((marks?.manifest?.generator?.count ?? 0) <= 100)
                #expect(marks?.sourceTypes.allSatisfy { $0.utf8.count <= 64 } ?? true)
            }
        }
    }
}

extension CBORItem {
    fileprivate var list: [CBORItem]? { if case .list(let items) = self { items } else { nil } }
}
