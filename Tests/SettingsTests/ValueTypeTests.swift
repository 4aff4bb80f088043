// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

@Suite struct ValueTypeTests {
    private enum Colour: String, CaseIterable, Sendable {
        case red
        case darkBlue = "dark blue"
    }

    private func parse<Value>(_ text: String, _ type: ValueType<Value>) -> Value? {
        try? type.parse(text)
    }

    @Test(
        "truth has eight words in any case",
        arguments: [
            ("yes", true), ("TRUE", true), ("On", true), ("1", true), ("no", false), ("false", false),
            ("OFF", false),
            ("0", false), ("y", nil), ("2", nil), ("enable", nil),
        ] as [(String, Bool?)]
    )
    func booleans(_ text: String, _ expected: Bool?) {
        #expect(parse(text, .boolean) == expected)
    }

    @Test(
        "whole numbers are decimal digits inside the range",
        arguments: [
            ("-5", -5), ("10", 10), ("007", 7), ("-6", nil), ("11", nil), ("+1", nil), ("1.0", nil),
            ("1e1", nil),
            ("0x1", nil), ("-", nil), ("--1", nil), ("٣", nil), ("99999999999999999999", nil),
        ] as [(String, Int?)]
    )
    func integers(_ text: String, _ expected: Int?) {
        #expect(parse(text, .integer(in: -5...10)) == expected)
    }

    @Test(
        "numbers are decimal digits with at most one point",
        arguments: [
            ("0", 0), ("0.5", 0.5), ("1", 1), ("1.0", 1), ("1.01", nil), ("-0.1", nil), (".5", nil),
            ("5.", nil),
            ("0,5", nil), ("1e-1", nil), ("nan", nil), ("inf", nil), ("0x1p-1", nil), ("0.1.2", nil),
            ("", nil),
        ] as [(String, Double?)]
    )
    func fractions(_ text: String, _ expected: Double?) {
        #expect(parse(text, .fraction) == expected)
    }

    @Test(
        "numbers of bytes take powers of 1024",
        arguments: [
            ("1024", 1024, "1K"), ("1K", 1024, "1K"), ("3M", 3 << 20, "3M"), ("1G", 1 << 30, "1G"),
            ("1025", 1025, "1025"),
        ]
    )
    func byteCounts(_ text: String, _ expected: Int, _ rendered: String) {
        let type = ValueType.byteCount(in: 1...(1 << 30))
        #expect(parse(text, type) == expected)
        #expect(type.render(expected) == rendered)
    }

    @Test(
        "other numbers of bytes are refused",
        arguments: ["0", "K", "1k", "1KB", "1.5M", "2G", "-1K", "9223372036854775807G", "1 K"]
    )
    func refusedByteCounts(_ text: String) {
        #expect(parse(text, .byteCount(in: 1...(1 << 30))) == nil)
    }

    @Test("a hyphen may stand for the space of a word, and the wrong word has candidates")
    func words() {
        #expect(parse("dark blue", .oneOf(Colour.self)) == .darkBlue)
        #expect(parse("dark-blue", .oneOf(Colour.self)) == .darkBlue)
        #expect(parse("Red", .oneOf(Colour.self)) == nil)
        #expect(ValueType.oneOf(Colour.self).expects == "red or dark blue")
        #expect(throws: ValueProblem(candidates: ["red", "dark blue"])) {
            try ValueType.oneOf(Colour.self).parse("rde")
        }
    }

    @Test("one word has no white space")
    func oneWord() {
        #expect(parse("a-b", ValueType<String>.word) == "a-b")
        #expect(parse("a b", ValueType<String>.word) == nil)
        #expect(parse("a b", ValueType<String>.text) == "a b")
    }
}
