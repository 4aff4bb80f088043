// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reports

struct CSVTableTests {
    private static func row(_ cells: [CSVCell]) -> String {
        var bytes: [UInt8] = []
        CSVTable.write(cells, onto: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "What a spreadsheet would compute gets an apostrophe",
        arguments: [
            ("=1+1", "'=1+1\r\n"), ("+1", "'+1\r\n"), ("-1", "'-1\r\n"), ("@a", "'@a\r\n"),
            (" =1", "\" '=1\"\r\n"),
            ("\u{FF1D}1", "'\u{FF1D}1\r\n"), ("a=1", "a=1\r\n"), ("a-b", "a-b\r\n"),
            ("a;=1", "\"a;'=1\"\r\n"), ("a; =1", "\"a; '=1\"\r\n"), ("\t=1", "\\u{0009}=1\r\n"),
        ]
    )
    func formulas(text: String, expected: String) {
        #expect(Self.row([.text(text)]) == expected)
    }

    @Test("Numbers are numbers, and what is not known is empty")
    func numbers() {
        let row = Self.row([
            .number(84.25), .integer(-3), .number(nil), .integer(nil), .text(nil), .number(.nan),
        ])
        #expect(row == "84.3,-3,,,,\r\n")
    }

    @Test("Quotes, commas and lines are quoted")
    func quotes() {
        #expect(Self.row([.text("a\"b,c"), .text("d")]) == "\"a\"\"b,c\",d\r\n")
        #expect(Self.row([.text("a\r\nb")]) == "a\\u{000D}\\u{000A}b\r\n")
    }

    @Test("Every text comes back as what a reader sees", arguments: HostileDocument.texts)
    func roundTrip(text: String) {
        let cells = CSVReader.records(Data(Self.row([.text(text), .text("x")]).utf8))
        #expect(cells == [[CSVTable.inert(ExportText.line(text)), "x"]])
    }
}
