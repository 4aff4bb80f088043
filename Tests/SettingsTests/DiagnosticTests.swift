// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

@Suite struct DiagnosticTests {
    private func diagnostic(_ line: String, _ bytes: Range<Int>, suggestion: String? = nil) -> Diagnostic {
        let file = SourceFile(name: "a.conf", bytes: Array("\n\(line)\n".utf8))
        return Diagnostic(
            .error,
            "wrong",
            at: SourceSpan(file: file, line: 2, bytes: bytes),
            suggestion: suggestion
        )
    }

    @Test("place, message, line, caret and suggestion stand below each other")
    func layout() {
        let expected = """
            a.conf:2:5: error: wrong
                Key=valeu
                    ^~~~~
                did you mean 'value'?
            """
        #expect(diagnostic("Key=valeu", 4..<9, suggestion: "value").description == expected)
    }

    @Test("the caret stands under the place also behind tabs, accents and escapes")
    func caret() {
        let text = diagnostic("\té\u{1B}=x", 5..<6).description.split(separator: "\n")
        #expect(text[1] == "     é\\x1B=x")
        #expect(text[2] == "           ^")
        #expect(text[0].hasPrefix("a.conf:2:5:"))
    }

    @Test("a long line is cut round the caret", arguments: [0, 49, 50, 51, 150, 200, 299])
    func longLines(_ column: Int) {
        let bytes = (0..<300).map { $0 == column ? UInt8(ascii: "X") : UInt8(ascii: ".") }
        let lines = diagnostic(String(decoding: bytes, as: UTF8.self), column..<column + 1).description
            .split(separator: "\n").map(Array.init)
        #expect(lines[1].count <= 106)
        #expect(lines[1].firstIndex(of: "X") == lines[2].firstIndex(of: "^"))
    }

    @Test("a place behind the end of the line is still pointed at")
    func endOfLine() {
        #expect(diagnostic("Key=", 4..<4).description.hasSuffix("    Key=\n        ^"))
    }

    @Test("a diagnostic about a whole file has no excerpt")
    func wholeFile() {
        let file = SourceFile(name: "a.conf")
        #expect(Diagnostic(.warning, "odd", at: file.whole).description == "a.conf: warning: odd")
    }

    @Test(
        "what could steer a terminal or turn text round is escaped",
        arguments: [
            ("plain é 漢", "plain é 漢"), ("\u{1B}[2J", "\\x1B[2J"), ("a\tb", "a b"),
            ("\u{202E}abc", "\\u{202E}abc"),
            ("\u{85}", "\\u{85}"), ("\u{200B}", "\\u{200B}"), ("\u{2028}", "\\u{2028}"), ("\u{7F}", "\\x7F"),
            ("\u{FEFF}", "\\u{FEFF}"), ("\u{E000}", "\\u{E000}"), ("\r\n", "\\x0D\\x0A"),
        ]
    )
    func escaping(_ text: String, _ expected: String) {
        #expect(Display.escaped(text) == expected)
    }

    @Test("bytes that are not UTF-8 are shown one by one")
    func invalidBytes() {
        #expect(Display.escaped([0x41, 0xFF, 0xC3, 0x28, 0xE2, 0x82] as [UInt8]) == "A\\xFF\\xC3(\\xE2\\x82")
        #expect(Display.escaped([0xC0, 0x80, 0xED, 0xA0, 0x80] as [UInt8]) == "\\xC0\\x80\\xED\\xA0\\x80")
    }

    @Test("quoted text is cut at 60 characters")
    func quoted() {
        #expect(Display.quoted("x") == "'x'")
        #expect(Display.quoted(String(repeating: "x", count: 61)).count == 62)
    }

    @Test("diagnostics are sorted by file, line and column, and keep their order in one place")
    func order() {
        let files = ["b", "a"].enumerated().map {
            SourceFile(name: $1, index: $0, bytes: Array("xx\nxx".utf8))
        }
        func at(_ file: Int, _ line: Int, _ column: Int, _ message: String) -> Diagnostic {
            let span = SourceSpan(file: files[file], line: line, bytes: column..<column + 1)
            return Diagnostic(.error, message, at: span)
        }
        let sorted = [
            at(1, 1, 0, "5"), at(0, 2, 1, "4"), at(0, 1, 1, "2"), at(0, 1, 1, "1"), at(0, 2, 0, "3"),
        ]
        .inFileOrder()
        #expect(sorted.map(\.message) == ["2", "1", "3", "4", "5"])
    }
}
