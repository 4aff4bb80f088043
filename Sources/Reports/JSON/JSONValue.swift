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
    /// An array whose elements come into being as they are written, so that long ones are never whole in memory.
    case made(Elements)
    /// In the order of the schema; `canonical` sorts.
    case object([Member])

    package struct Elements: Hashable, Sendable {
        package let count: Int
        /// By position, the same each time.
        package let element: @Sendable (Int) -> JSONValue

        package init(count: Int, element: @escaping @Sendable (Int) -> JSONValue) {
            self.count = count
            self.element = element
        }

        package static func == (left: Elements, right: Elements) -> Bool {
            left.count == right.count && (0..<left.count).allSatisfy { left.element($0) == right.element($0) }
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(count) }
    }

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
    package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The same in UTF-8.
    package var canonicalBytes: [UInt8] {
        var output = JSONOutput()
        write(to: &output, indentation: nil)
        return output.bytes
    }

    /// Two spaces a level, in the order of the schema, with a line feed at the end.
    package var readable: String { readable(at: 0) + "\n" }

    /// The same inside a document, as deep as `level`, without a line feed.
    func readable(at level: Int) -> String {
        var output = JSONOutput()
        write(to: &output, indentation: level)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// The same, added to what is written already, in UTF-8.
    func readable(at level: Int, onto bytes: inout [UInt8]) {
        var output = JSONOutput()
        swap(&output.bytes, &bytes)
        write(to: &output, indentation: level)
        swap(&output.bytes, &bytes)
    }

    func write(to output: inout JSONOutput, indentation: Int?) {
        switch self {
        case .null: output.bytes += "null".utf8
        case .bool(let value): output.bytes += (value ? "true" : "false").utf8
        case .integer(let value): output.bytes += String(value).utf8
        case .number(let value): output.bytes += Self.digits(value).utf8
        case .string(let value): Self.quote(value, to: &output.bytes)
        case .array(let values):
            Self.write(values, between: ("[", "]"), to: &output, indentation: indentation) {
                value,
                output,
                level in
                value.write(to: &output, indentation: level)
            }
        case .made(let elements):
            Self.write(0..<elements.count, between: ("[", "]"), to: &output, indentation: indentation) {
                position,
                output,
                level in
                elements.element(position).write(to: &output, indentation: level)
            }
        case .object(let members):
            let ordered =
                indentation == nil
                ? members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) } : members
            Self.write(ordered, between: ("{", "}"), to: &output, indentation: indentation) {
                member,
                output,
                level in
                Self.quote(member.key, to: &output.bytes)
                output.bytes += (level == nil ? ":" : ": ").utf8
                member.value.write(to: &output, indentation: level)
            }
        }
    }

    private static func write<Items: Collection>(
        _ elements: Items,
        between brackets: (Unicode.Scalar, Unicode.Scalar),
        to output: inout JSONOutput,
        indentation: Int?,
        each: (Items.Element, inout JSONOutput, Int?) -> Void
    ) {
        output.bytes.append(UInt8(ascii: brackets.0))
        let inner = indentation.map { $0 + 1 }
        for (position, element) in elements.enumerated() {
            if position > 0 { output.bytes.append(UInt8(ascii: ",")) }
            if let inner { breakLine(at: inner, in: &output.bytes) }
            each(element, &output, inner)
            output.offer()
        }
        if let indentation, !elements.isEmpty { breakLine(at: indentation, in: &output.bytes) }
        output.bytes.append(UInt8(ascii: brackets.1))
    }

    private static func breakLine(at level: Int, in bytes: inout [UInt8]) {
        bytes += lineStart.prefix(1 + 2 * level)
        let missing = 1 + 2 * level - lineStart.count
        if missing > 0 { bytes += repeatElement(UInt8(ascii: " "), count: missing) }
    }

    /// A line feed, and more levels of white space than documents have.
    private static let lineStart = [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: 64)

    /// Whole numbers without a point, others with one decimal.
    private static func digits(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "null" }
        let tenths = (value * 10).rounded()
        if tenths.remainder(dividingBy: 10) == 0 { return String(Int(tenths / 10)) }
        return "\(tenths / 10)"
    }

    /// Beside what RFC 8259 §7 demands, every hidden character is escaped: a report is read on terminals too.
    private static func quote(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        if isPlain(string.utf8.span) { bytes += string.utf8 } else { escape(string, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Printable ASCII that stands for itself, as most text is.
    private static func isPlain(_ units: borrowing Span<UInt8>) -> Bool {
        for position in units.indices {
            let unit = units[position]
            guard unit >= 0x20, unit <= 0x7E, unit != UInt8(ascii: "\""), unit != UInt8(ascii: "\\") else {
                return false
            }
        }
        return true
    }

    private static func escape(_ string: String, to bytes: inout [UInt8]) {
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            case "\n": bytes += "\\n".utf8
            case "\r": bytes += "\\r".utf8
            case "\t": bytes += "\\t".utf8
            case _ where VisibleText.isHidden(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
                }
            default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }
}
