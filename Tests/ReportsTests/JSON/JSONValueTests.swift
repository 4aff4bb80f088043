// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reports
import Testing

struct JSONValueTests {
    @Test("Canonical text has sorted keys and no white space")
    func canonical() {
        let value: JSONValue = [
            "b": [.integer(1), .null], "a": ["z": .bool(true), "é": "x", "Z": .number(2.5)],
        ]
        #expect(value.canonical == #"{"a":{"Z":2.5,"z":true,"é":"x"},"b":[1,null]}"#)
    }

    @Test("Readable text keeps the order of the schema")
    func readable() {
        let value: JSONValue = ["b": [.integer(1)], "a": [:], "c": []]
        #expect(value.readable == "{\n  \"b\": [\n    1\n  ],\n  \"a\": {},\n  \"c\": []\n}\n")
    }

    @Test("Arrays whose elements are made as they are written read as any other")
    func made() {
        let element: @Sendable (Int) -> JSONValue = { ["n": .integer($0 * $0), "s": .string("\($0)")] }
        for count in [0, 1, 5] {
            let made = JSONValue.made(JSONValue.Elements(count: count, element: element))
            let whole = JSONValue.array((0..<count).map(element))
            #expect(made.canonical == whole.canonical && made.readable == whole.readable)
            #expect(made == .made(JSONValue.Elements(count: count, element: element)))
            #expect(made != .made(JSONValue.Elements(count: count + 1, element: element)))
        }
    }

    @Test("Deep documents are indented at every level")
    func deep() {
        let value = (0..<40).reduce(JSONValue.integer(7)) { inner, _ in .array([inner]) }
        let blanks = value.readable.split(separator: "\n").map { $0.prefix { $0 == " " }.count / 2 }
        #expect(blanks == Array(0...40) + Array((0..<40).reversed()))
    }

    @Test(
        "Numbers have one decimal at most, and none where they are whole",
        arguments: [
            (0.0, "0"), (46.0, "46"), (46.25, "46.3"), (99.96, "100"), (-3.5, "-3.5"), (.infinity, "null"),
            (.nan, "null"), (1e300, "null"),
        ]
    )
    func numbers(value: Double, expected: String) {
        #expect(JSONValue.number(value).canonical == expected)
    }

    @Test("Hostile strings come back as they were, and hold no raw hidden character")
    func hostile() throws {
        let text = SampleEstate.hostile + "\n\t\\\u{E0041}"
        let document: JSONValue = [text: .string(text)]
        for rendered in [document.canonical, document.readable] {
            #expect(!rendered.unicodeScalars.contains { VisibleText.isHidden($0) && $0 != "\n" })
            let back = try JSONDecoder().decode([String: String].self, from: Data(rendered.utf8))
            #expect(back == [text: text])
        }
    }
}
