// SPDX-License-Identifier: Apache-2.0

/// A JSON document (RFC 8259) whose nulls are said and not left out.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Written with one decimal at most; a number that is not finite becomes null.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// In the order of the schema; `canonical` sorts.
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: JSONValue

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }

    package init(stringLiteral value: String) { self = .string(value) }

    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    package init(_ value: String?) { self = value.map { .string($0) } ?? .null }

    package init(_ value: Int?) { self = value.map { .integer($0) } ?? .null }

    package init(_ value: Bool?) { self = value.map { .bool($0) } ?? .null }

    package init(_ values: [String]) { self = .array(values.map { .string($0) }) }

    package init(_ values: [String]?) { self = values.map { JSONValue($0) } ?? .null }

    /// An object with its keys in order.
    package init<Value>(_ dictionary: [String: Value], _ transform: (Value) -> JSONValue) {
        self = .object(dictionary.sorted { $0.key < $1.key }.map { Member($0.key, transform($0.value)) })
    }
}

extension JSONValue {
    /// Without white space, keys sorted by their UTF-16 units as RFC 8785 §3.2.3 asks, so that equal documents
    /// are equal bytes.
    package var canonical: String {
        var text = ""
        write(to: &text, indentation: nil)
        return text
    }

    /// Two spaces a level, in the order of the schema, with a line feed at the end.
    package var readable: String { readable(at: 0) + "\n" }

    /// The same inside a document, as deep as `level`, without a line feed.
    func readable(at level: Int) -> String {
        var text = ""
        write(to: &text, indentation: level)
        return text
    }

    private func write(to text: inout String, indentation: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += Self.digits(value)
        case .string(let value): Self.quote(value, to: &text)
        case .array(let values):
            Self.write(values, between: ("[", "]"), to: &text, indentation: indentation) {
                value,
                text,
                level in
                value.write(to: &text, indentation: level)
            }
        case .object(let members):
            let ordered =
                indentation == nil
                ? members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) } : members
            Self.write(ordered, between: ("{", "}"), to: &text, indentation: indentation) {
                member,
                text,
                level in
                Self.quote(member.key, to: &text)
                text += level == nil ? ":" : ": "
                member.value.write(to: &text, indentation: level)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element],
        between brackets: (String, String),
        to text: inout String,
        indentation: Int?,
        each: (Element, inout String, Int?) -> Void
    ) {
        text += brackets.0
        let inner = indentation.map { $0 + 1 }
        for (position, element) in elements.enumerated() {
            if position > 0 { text += "," }
            if let inner { Self.breakLine(at: inner, in: &text) }
            each(element, &text, inner)
        }
        if let indentation, !elements.isEmpty { Self.breakLine(at: indentation, in: &text) }
        text += brackets.1
    }

    private static func breakLine(at level: Int, in text: inout String) {
        text += "\n"
        for _ in 0..<level { text += "  " }
    }

    /// Whole numbers without a point, others with one decimal.
    private static func digits(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "null" }
        let tenths = (value * 10).rounded()
        if tenths.remainder(dividingBy: 10) == 0 { return String(Int(tenths / 10)) }
        return "\(tenths / 10)"
    }

    /// Beside what RFC 8259 §7 demands, every hidden character is escaped: a report is read on terminals too.
    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        if string.utf8.allSatisfy(isPlain) { text += string } else { escape(string, to: &text) }
        text += "\""
    }

    /// Printable ASCII that stands for itself, as most text is.
    private static func isPlain(_ unit: UInt8) -> Bool {
        (0x20...0x7E).contains(unit) && unit != UInt8(ascii: "\"") && unit != UInt8(ascii: "\\")
    }

    private static func escape(_ string: String, to text: inout String) {
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where VisibleText.isHidden(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
