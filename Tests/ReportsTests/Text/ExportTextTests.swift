// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Reports

struct ExportTextTests {
    @Test("Texts are one line with nothing hidden", arguments: HostileDocument.texts)
    func line(text: String) {
        let line = ExportText.line(text)
        #expect(!line.unicodeScalars.contains(where: VisibleText.isHidden))
        #expect(line.unicodeScalars.count < ExportText.limit * 8 + 100)
    }

    @Test("A long text is cut off, and says how long it was")
    func long() {
        let text = String(repeating: "ä", count: 1_000_000)
        let line = ExportText.line(text)
        #expect(line == String(repeating: "ä", count: ExportText.limit) + " … (1000000 characters)")
        let whole = String(repeating: "ä", count: ExportText.limit)
        #expect(ExportText.line(whole) == whole)
    }

    @Test("Words have no white space around them, and none is no word")
    func words() {
        #expect(ExportText.word(" a b\u{3000}") == "a b")
        #expect(ExportText.word(" \u{A0} ") == nil)
        #expect(ExportText.word("") == nil)
    }

    @Test("What a URI may not hold is percent-encoded")
    func uri() {
        #expect(ExportText.uri("www.mfa.example") == "www.mfa.example")
        #expect(ExportText.reference("https://a.example/x?y=1#z") == "https://a.example/x?y=1#z")
        #expect(ExportText.reference("https://a.example/<\"> ") == "https://a.example/%3C%22%3E%20")
        #expect(ExportText.reference("javascript:alert(1)") == "javascript%3Aalert%281%29")
        #expect(ExportText.uri("a b\"<>/ö") == "a%20b%22%3C%3E%2F%C3%B6")
    }

    @Test("Numbers have one decimal at most")
    func numbers() {
        #expect(ExportText.number(84) == "84")
        #expect(ExportText.number(84.26) == "84.3")
        #expect(ExportText.number(.nan) == nil)
        #expect(ExportText.number(.infinity) == nil)
    }
}
