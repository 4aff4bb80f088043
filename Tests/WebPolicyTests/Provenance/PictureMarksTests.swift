// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import WebPolicy

private typealias Make = PictureBuilder

@Suite("Marks of provenance in pictures")
struct PictureMarksTests {
    private func marks(_ bytes: [UInt8], isWhole: Bool = true) throws -> PictureMarks {
        let marks = PictureMarks(bytes, isWhole: isWhole)
        return try #require(marks)
    }

    @Test("A manifest is seen in every kind of picture")
    func seen() throws {
        for (picture, format) in zip(Make.all(Make.store(Make.manifest())), PictureMarks.Format.allCases) {
            let marks = try marks(picture)
            #expect(marks.format == format)
            let manifest = try #require(marks.manifest, "\(format)")
            #expect(manifest.manifests == 1 && manifest.isSigned == true && manifest.gap == nil)
            #expect(manifest.generator == "Camera/2")
            #expect(marks.sourceTypes == ["digitalCapture"])
            #expect(marks.gap == nil && !marks.hasReference)
        }
    }

    @Test("A picture without marks has none, and nothing is left open")
    func none() throws {
        for picture in Make.all() {
            let marks = try marks(picture)
            #expect(marks.manifest == nil && marks.sourceTypes.isEmpty && !marks.hasReference)
            #expect(marks.gap == nil, "\(marks.format)")
        }
    }

    @Test("XMP tells what a picture was made from, and where a manifest lies")
    func packets() throws {
        let xmp = Make.packet(
            "<rdf:Description Iptc4xmpExt:DigitalSourceType=\"\(Make.trained)\" dcterms:provenance=\"https://a\"/>"
        )
        for picture in Make.all(xmp: xmp) {
            let marks = try marks(picture)
            #expect(marks.manifest == nil && marks.hasReference, "\(marks.format)")
            #expect(marks.sourceTypes.intersection(SourceType.generated) == ["trainedAlgorithmicMedia"])
        }
        for value in ["dcterms:provenance>https://a/m<", "dcterms:provenance = 'http://a/m'"] {
            #expect(try marks(Make.png(xmp: value)).hasReference, "\(value)")
        }
        for value in [
            "dcterms:provenance=\"self#jumbf=c2pa\"", "dcterms:provenance>A gift<", "dcterms:provenance",
        ] {
            #expect(try !marks(Make.png(xmp: value)).hasReference, "\(value)")
        }
        for picture in Make.all(xmp: Make.packet("digitalsourcetype/\(String(repeating: "a", count: 65))")) {
            #expect(try marks(picture).sourceTypes.isEmpty)
        }
    }

    @Test(
        "Pictures that a library of others signed",
        arguments: [
            ("signed.jpg", PictureMarks.Format.jpeg, "digitalCapture"),
            ("long.jpg", .jpeg, "digitalCapture"),
            ("generated.png", .png, "trainedAlgorithmicMedia"),
            ("signed.webp", .webp, "digitalCapture"),
            ("generated.avif", .bmff, "compositeWithTrainedAlgorithmicMedia"),
        ]
    )
    func kept(_ name: String, _ format: PictureMarks.Format, _ source: String) throws {
        let marks = try marks(Make.kept(name))
        #expect(marks.format == format)
        #expect(marks.manifest?.generator == "Chancery test/1.0")
        #expect(marks.manifest?.isSigned == true)
        #expect(marks.manifest?.manifests == 1)
        #expect(marks.sourceTypes == [source])
        #expect(marks.gap == nil)
    }

    @Test("A store in several segments is put together by their numbers")
    func segments() throws {
        let store = Make.store(Make.manifest())
        for (size, first) in [(1, 1), (64, 0), (200, 7)] where size > 1 {
            #expect(try marks(Make.jpeg(store, size: size, from: first)).manifest?.generator == "Camera/2")
        }
        // One of them is missing.
        let whole = Make.jpeg(store, size: 200)
        let third = [0x4A, 0x50, 0, 2, 0, 0, 0, 3] as [UInt8]
        let place = try #require(whole.index(of: third, from: 0))
        var cut = whole
        cut[place + 7] = 99
        #expect(try marks(cut).manifest?.gap != nil)
    }

    @Test("The last manifest is the active one, and all say what was used")
    func active() throws {
        let first = Make.manifest(
            Make.map(("claim_generator", Make.text("Painter/9 lib/1"))),
            assertions: [
                Make.superbox("cbor", "c2pa.actions__1", Make.box("cbor", Make.actions(Make.trained)))
            ]
        )
        let both = try #require(ManifestStore(Make.store(first, Make.manifest(isSigned: false))[...]))
        #expect(both.manifests == 2 && both.generator == "Camera/2" && both.isSigned == false)
        #expect(both.sourceTypes == ["trainedAlgorithmicMedia", "digitalCapture"])
        let alone = try #require(ManifestStore(Make.store(first)[...]))
        #expect(alone.generator == "Painter/9 lib/1" && alone.isSigned == true && alone.gap == nil)
    }

    @Test("Metadata in JSON count as well")
    func json() throws {
        let assertion = Make.superbox(
            "json",
            "stds.iptc",
            Make.box("json", Array(#"{"Iptc4xmpExt:DigitalSourceType": "\#(Make.trained)"}"#.utf8))
        )
        let store = try #require(ManifestStore(Make.store(Make.manifest(assertions: [assertion]))[...]))
        #expect(store.sourceTypes == ["trainedAlgorithmicMedia"])
    }

    @Test("Words of a claim are cut, and hold no control characters")
    func words() throws {
        let name = "A\u{1B}[2J\n" + String(repeating: "b", count: 200)
        let claim = Make.map(("claim_generator", Make.text(name)))
        let store = try #require(ManifestStore(Make.store(Make.manifest(claim))[...]))
        #expect(store.generator == "A[2J" + String(repeating: "b", count: 96))
    }

    @Test("What cannot be read of a store leaves a gap, and the mark is seen all the same")
    func gaps() throws {
        let broken: [[UInt8]] = [
            Make.store(Make.manifest([0xFF])), Make.store(Make.manifest([])),
            Make.store(Make.superbox("c2cm", "urn:c2pa:1", Make.box("brob", [1, 2]))),
            Make.store(
                Make.manifest(assertions: [Make.superbox("cbor", "c2pa.actions", Make.box("cbor", [0x9F]))])
            ),
        ]
        for store in broken {
            for picture in Make.all(store) {
                let marks = try marks(picture)
                #expect(marks.manifest != nil && marks.gap != nil)
            }
        }
        let compressed = try #require(ManifestStore(broken[2][...]))
        #expect(compressed.manifests == 1 && compressed.isSigned == nil)
        let empty = try #require(ManifestStore(Make.store()[...]))
        #expect(empty.manifests == 0 && empty.isSigned == nil && empty.gap == nil)
        // A box of another purpose, and other boxes, are no store.
        #expect(try marks(Make.media(Make.store(Make.manifest()), purpose: "merkle")).manifest == nil)
        for picture in Make.all(Make.superbox("c2ma", "c2pa", [])) {
            #expect(try marks(picture).manifest == nil)
        }
    }

    @Test("A beginning alone never says that there is no mark")
    func beginnings() throws {
        for picture in Make.all(Make.store(Make.manifest())) + Make.all() {
            let all = try marks(picture)
            for count in 0..<picture.count {
                guard let part = PictureMarks(Array(picture.prefix(count)), isWhole: false) else { continue }
                let isSame = part.manifest == all.manifest && part.sourceTypes == all.sourceTypes
                #expect(part.gap != nil || isSame, "\(all.format) \(count)")
            }
        }
    }

    @Test("A picture that is cut between two of its parts is not whole")
    func cuts() throws {
        let webp = Make.webp(Make.store(Make.manifest()))
        // Up to the picture itself, before the store.
        #expect(try marks(Array(webp.prefix(24)), isWhole: true).gap != nil)
        let media = Make.media(xmp: "x")
        let ftyp = Array(media.prefix(16))
        #expect(try marks(ftyp, isWhole: false).gap != nil)
        #expect(try marks(ftyp, isWhole: true).gap == nil)
    }

    @Test("Other bytes are no picture")
    func others() {
        for text in ["", "GIF89a", "<svg/>", "RIFF....WAVEfmt ", "%PDF-1.7"] {
            #expect(PictureMarks(Array(text.utf8), isWhole: true) == nil)
        }
    }
}
