// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import WebPolicy

@Suite("Metadata of documents")
struct DocumentFormatTests {
    private func traces(_ format: DocumentFormat, _ text: String) -> Set<DocumentTrace>? {
        format.traces(in: Array(text.utf8))
    }

    private func traces(_ format: DocumentFormat, base64: String) throws -> Set<DocumentTrace>? {
        format.traces(in: Array(try #require(Data(base64Encoded: base64))))
    }

    @Test("The ending tells the kind")
    func endings() {
        #expect(DocumentFormat(path: "/a/B.PDF") == .pdf)
        #expect(DocumentFormat(path: "/a.x/y.docx") == .office)
        #expect(DocumentFormat(path: "/y.jpeg") == .photo)
        for path in ["/", "/pdf", "/.pdf/", "/a.html", "/a.pdf/b", "/a.pdf.txt"] {
            #expect(DocumentFormat(path: path) == nil, "\(path)")
        }
    }

    @Test(
        "A PDF tells by its dictionary and its packet",
        arguments: [
            ("/Author (Jane Doe)", [DocumentTrace.author]),
            ("/Author(Jane \\(J.\\) Doe) /Producer (Writer 7.1)", [.author, .software]),
            ("/Author <FEFF004A0061>", [.author]),
            ("/Producer (Skia/PDF) /Creator (Press office)", []),
            ("/Creator <57726974657220372E31>", [.software]),
            ("/Author () /Author ( ) /Author (\\376\\377)", []),
            ("/Author 7 0 R", []),
            ("<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li></rdf:Seq></dc:creator>", [.author]),
            ("<dc:creator><rdf:Seq><rdf:li></rdf:li></rdf:Seq></dc:creator>", []),
            ("<xmp:CreatorTool>Writer 7</xmp:CreatorTool>", [.software]),
            ("/Title (Author of a treaty)", []),
        ] as [(String, Set<DocumentTrace>)]
    )
    func dictionary(_ text: String, _ expected: Set<DocumentTrace>) {
        #expect(traces(.pdf, "%PDF-1.7\n1 0 obj << \(text) >>\n%%EOF") == expected)
    }

    @Test("Encrypted words say nothing, and a packet beside them does")
    func encrypted() {
        #expect(traces(.pdf, "%PDF-1.7 /Author (x~y) trailer << /Encrypt 9 0 R >>") == nil)
        let packet = "<dc:creator>Jane</dc:creator>"
        #expect(traces(.pdf, "%PDF-1.7 \(packet) trailer << /Encrypt 9 0 R >>") == [.author])
    }

    @Test("Dictionaries in packed streams are seen")
    func packed() throws {
        #expect(try traces(.pdf, base64: SampleDocument.packed) == [.author])
    }

    @Test("Office documents tell by their members")
    func office() throws {
        #expect(try traces(.office, base64: SampleDocument.word) == [.author, .software])
        #expect(try traces(.office, base64: SampleDocument.text) == [.software])
        #expect(traces(.office, "PK\u{3}\u{4}" + String(repeating: "x", count: 40)) == nil)
    }

    @Test("Pictures tell where they were taken")
    func photo() throws {
        #expect(try traces(.photo, base64: SampleDocument.located) == [.location])
        #expect(try traces(.photo, base64: SampleDocument.signed) == [.author])
        #expect(DocumentFormat.photo.traces(in: [0xFF, 0xD8, 0xFF, 0xDA, 0, 2] as [UInt8]) == [])
    }

    @Test(
        "What is cut anywhere never traps, and claims nothing more",
        arguments: SampleDocument.all
    )
    func cut(_ base64: String) throws {
        let bytes = Array(try #require(Data(base64Encoded: base64)))
        for format in DocumentFormat.allCases {
            let whole = format.traces(in: bytes) ?? []
            for count in bytes.indices {
                #expect((format.traces(in: bytes.prefix(count)) ?? []).isSubset(of: whole))
            }
        }
    }

    @Test(
        "Marks that are repeated without end cost little",
        .timeLimit(.minutes(1)),
        arguments: ["/ObjStm/Author", "<dc:creator", "PK\u{3}\u{4}", "/Author (", "/Author <"]
    )
    func repeated(_ mark: String) {
        let filling = String(repeating: mark, count: 20_000)
        #expect(traces(.pdf, "%PDF-1.7\n\(filling)")?.contains(.location) == false)
        #expect(traces(.office, "PK\u{3}\u{4}\(filling)") == nil)
    }

    @Test("A page instead of a document is none", arguments: DocumentFormat.allCases)
    func page(_ format: DocumentFormat) {
        #expect(
            traces(format, "<!DOCTYPE html><title>/Author (Jane)</title><dc:creator>J</dc:creator>") == nil
        )
        #expect(traces(format, "") == nil)
    }
}

/// Small documents in base64.
private enum SampleDocument {
    static let all = [packed, word, located, signed]
    /// A stream of objects with an author.
    static let packed: String =
        "JVBERi0xLjUKMSAwIG9iago8PCAvVHlwZSAvT2JqU3RtIC9OIDEgL0ZpcnN0IDQgL0xlbmd0aCA1OSA+PgpzdHJl"
        + "YW0KeJwzUjBQsLFR0HcsLcnIL1KwcXN1czMwMHE0MDAzBGJXIDa1U9APKMpPKU1OLVLQqNBUsLMDAHIfDegKZW5k"
        + "c3RyZWFtCmVuZG9iago="
    /// A docx of an author and of Word 16.
    static let word: String =
        "UEsDBBQAAAAIAK+Iel3HHBc8CgAAAAgAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbLMJqSxILda3AwBQSwMEFAAA"
        + "AAgAr4h6Xdrd3BwxAAAASAAAABEAAABkb2NQcm9wcy9jb3JlLnhtbLNJLrBKzi9KDSjKL0gtKslMLbazSUm2Si5K"
        + "TSzJL7LzSsxLVXDJT7XRRxK00cfUBABQSwMEFAAAAAgAr4h6XVrM3g1JAAAAaQAAABAAAABkb2NQcm9wcy9hcHAu"
        + "eG1sswkoyi9ILSrJTC22s3EsKMjJTE4syczPs/PNTC7KL85PK1HwT0vLTE5VCM8vSrHRR1YCUh+WWlQMYhua6RkA"
        + "AVgBTMxGH8lwAFBLAQIUAxQAAAAIAK+Iel3HHBc8CgAAAAgAAAATAAAAAAAAAAAAAACAAQAAAABbQ29udGVudF9U"
        + "eXBlc10ueG1sUEsBAhQDFAAAAAgAr4h6Xdrd3BwxAAAASAAAABEAAAAAAAAAAAAAAIABOwAAAGRvY1Byb3BzL2Nv"
        + "cmUueG1sUEsBAhQDFAAAAAgAr4h6XVrM3g1JAAAAaQAAABAAAAAAAAAAAAAAAIABmwAAAGRvY1Byb3BzL2FwcC54"
        + "bWxQSwUGAAAAAAMAAwC+AAAAEgEAAAAA"
    /// An odt of LibreOffice 7.4, with stored members.
    static let text: String =
        "UEsDBBQAAAAAAK+Iel15rG55SwAAAEsAAAAIAAAAbWV0YS54bWw8b2ZmaWNlOm1ldGE+PG1ldGE6Z2VuZXJhdG9y"
        + "PkxpYnJlT2ZmaWNlLzcuNDwvbWV0YTpnZW5lcmF0b3I+PC9vZmZpY2U6bWV0YT5QSwECFAMUAAAAAACviHpdeaxu"
        + "eUsAAABLAAAACAAAAAAAAAAAAAAAgAEAAAAAbWV0YS54bWxQSwUGAAAAAAEAAQA2AAAAcQAAAAAA"
    static let located: String =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4QBYRXhpZgAASUkqAAgAAAABACWIBAABAAAAGgAAAAAAAAAEAAEAAgACAAAA"
        + "TgAAAAIABQADAAAAAAAAAAMAAgACAAAARQAAAAQABQADAAAAAAAAAAAAAAD/2gACAA=="
    static let signed: String =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAnRXhpZgAASUkqAAgAAAABADsBAgAFAAAAGgAAAAAAAABKYW5lAP/aAAIA"
}
