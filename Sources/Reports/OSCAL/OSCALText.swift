// SPDX-License-Identifier: Apache-2.0
import Model

/// Text and properties as OSCAL has them.
enum OSCALText {
    /// The naming space of what is the product's own.
    static let namespace = "https://chancery.example/ns/oscal"

    /// Markup (CommonMark with OSCAL's additions) that reads as the text does: whatever could be syntax is escaped.
    static func markup(_ text: String) -> String {
        let line = ExportText.line(text)
        guard line.utf8.contains(where: isSyntax) else { return line }
        var result: [UInt8] = []
        result.reserveCapacity(line.utf8.count + 16)
        for unit in line.utf8 {
            if isSyntax(unit) { result.append(UInt8(ascii: "\\")) }
            result.append(unit)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isSyntax(_ unit: UInt8) -> Bool {
        switch unit {
        case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "\""),
            UInt8(ascii: "#"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    /// Nil where nothing is left of the text, for a value has at least one character.
    static func string(_ text: String?) -> JSONValue? { text.flatMap(ExportText.word).map { .string($0) } }

    /// A property in the product's own naming space; nil without a value.
    static func own(_ name: String, _ value: String?, class kind: String? = nil) -> JSONValue? {
        string(value).map { value in
            .members([
                "name": .string(name), "ns": .string(namespace), "value": value, "class": .text(kind),
            ])
        }
    }

    /// A property that OSCAL itself names; nil without a value.
    static func property(_ name: String, _ value: String?) -> JSONValue? {
        string(value).map { ["name": .string(name), "value": $0] }
    }

    /// A token: lower-case letters, digits, points, hyphens, beginning with a letter.
    static func token(_ text: String) -> String {
        let units = text.lowercased().utf8.prefix(200).map { unit in
            (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit) || unit == UInt8(ascii: ".")
                ? unit : UInt8(ascii: "-")
        }
        let words = String(decoding: units, as: UTF8.self).split(separator: "-").joined(separator: "-")
        return words.utf8.first.map { (0x61...0x7A).contains($0) } == true ? words : "x-\(words)"
    }
}
