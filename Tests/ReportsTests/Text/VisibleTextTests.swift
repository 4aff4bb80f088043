// SPDX-License-Identifier: Apache-2.0
import Reports
import Testing

struct VisibleTextTests {
    @Test(
        "Control, invisible and direction-changing characters are written out",
        arguments: [
            ("\u{1B}[31m", "\\u{001B}[31m"), ("a\rb", "a\\u{000D}b"), ("\u{202E}gpj", "\\u{202E}gpj"),
            ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("\u{9B}1m", "\\u{009B}1m"),
            ("a\u{0}", "a\\u{0000}"),
            ("\u{FEFF}", "\\u{FEFF}"), ("\u{2028}", "\\u{2028}"), ("\u{E0041}", "\\u{E0041}"),
        ]
    )
    func writesOut(text: String, expected: String) {
        #expect(VisibleText.escape(text) == expected)
    }

    @Test(
        "Letters of every script stay as they are",
        arguments: ["Ōsaka", "Россия", "السلام", "日本", "a–b ’"]
    )
    func keepsLetters(text: String) {
        #expect(VisibleText.escape(text) == text)
    }

    @Test("Line feeds stay only where they are asked for")
    func lineFeeds() {
        #expect(VisibleText.escape("a\nb\u{1B}", keepingLineFeeds: true) == "a\nb\\u{001B}")
        #expect(VisibleText.escape("a\nb") == "a\\u{000A}b")
    }

    @Test("Every scalar that bidirectional attacks use is hidden")
    func coversBidirectionalControls() {
        for value in Array(0x202A...0x202E) + Array(0x2066...0x2069) + [0x200E, 0x200F, 0x061C] as [UInt32] {
            #expect(Unicode.Scalar(value).map(VisibleText.isHidden) == true)
        }
    }
}
