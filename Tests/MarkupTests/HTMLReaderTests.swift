// SPDX-License-Identifier: Apache-2.0
import Markup
import TestSupport
import Testing

func document(_ text: String, charset: String? = nil, limits: HTMLLimits = HTMLLimits()) throws
    -> HTMLDocument
{
    try document(Array(text.utf8), charset: charset, limits: limits)
}

func document(_ bytes: [UInt8], charset: String? = nil, limits: HTMLLimits = HTMLLimits()) throws
    -> HTMLDocument
{
    guard let reader = HTMLReader() else { throw NoMemory() }
    return reader.read(bytes, charset: charset, limits: limits)
}

struct NoMemory: Error {}

struct HTMLReaderTests {
    @Test func elementsComeInTheirOrder() throws {
        let page = try document(
            "<!DOCTYPE html><HTML Lang=en><head><title> A\n page </title></head><body><p ID='x' id=y>Hi &amp; <b>you</b>"
                + "<script>var a = '<img src=x>';</script></body></html>"
        )
        #expect(page.elements.map(\.name) == ["html", "head", "title", "body", "p", "b", "script"])
        #expect(page.elements.map(\.depth) == [0, 1, 2, 1, 2, 3, 3])
        #expect(page.elements[0]["lang"] == "en")
        #expect(page.elements[4].attributes == ["id": "x"])
        #expect(page.title == "A page")
        #expect(page.text == "Hi & you")
        #expect(page.cut == nil)
    }

    @Test(arguments: [
        "", "<", "<!--", "<p", "<p a", "<p a='", "</", "&#0;", "<![CDATA[", "\u{0}\u{0}<p>", "<a<b<c>",
    ])
    func brokenMarkupIsReadAsFarAsItGoes(_ text: String) throws {
        #expect(try document(text).cut == nil)
    }

    @Test func aHundredThousandWithinEachOtherStopAtTheBound() throws {
        for tag in ["<div>", "<b>", "<table><tr><td>", "<font><p>"] {
            let page = try document(String(repeating: tag, count: 100_000))
            #expect(page.elements.count <= 512)
            #expect(page.cut == .depth, "\(tag)")
        }
    }

    /// What would be compared each with each takes its time in proportion all the same.
    @Test(.timeLimit(.minutes(1))) func wickedMarkupTakesItsTimeInProportion() throws {
        let ends = String(repeating: "<b>", count: 400) + String(repeating: "</i>", count: 200_000)
        #expect(try document(ends).cut == nil)
        let attributes = "<p " + (0..<150_000).map { "a\($0)=1" }.joined(separator: " ") + "><img src=x>"
        let page = try document(attributes, limits: HTMLLimits(bytes: 4 << 20))
        #expect(page.elements.last?["src"] == "x")
        #expect(try document(String(repeating: "<!--", count: 200_000)).elements.isEmpty)
        #expect(try document(String(repeating: "<a href='", count: 100_000)).elements.count < 200)
    }

    @Test func bytesAndElementsAreBounded() throws {
        let many = String(repeating: "<br>", count: 60_000)
        #expect(try document(many).cut == .elements)
        #expect(try document(many, limits: HTMLLimits(bytes: 100)).cut == .bytes)
        let long = try document(
            "<p>" + String(repeating: "x", count: 1_000),
            limits: HTMLLimits(textBytes: 10)
        )
        #expect(long.text == "xxxxxxxxxx")
    }

    @Test func charsetsAreReadOrAtLeastTheirMarkup() throws {
        #expect(try document(Array("<title>caf".utf8) + [0xE9], charset: "ISO-8859-1").title == "café")
        #expect(
            try document(Array("<title>caf".utf8) + [0xE9] + Array("</title><p>".utf8)).elements.last?.name
                == "p"
        )
        let wide: [UInt8] = [0xFF, 0xFE] + "<title>é".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try document(wide).title == "é")
    }

    @Test func anyBytesAreReadWithoutATrap() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 { _ = try document(random.bytes(Int.random(in: 0..<300, using: &random))) }
    }
}
