// SPDX-License-Identifier: Apache-2.0

/// How the text of a value becomes the value, and back.
package struct ValueType<Value: Sendable>: Sendable {
    /// What is accepted, as it completes "expected …": `a duration such as 6h or 90d`.
    package let expects: String
    /// Never called with empty text or with white space at the ends.
    package let parse: @Sendable (String) throws(ValueProblem) -> Value
    /// Text that `parse` turns into an equal value.
    package let render: @Sendable (Value) -> String

    package init(
        expects: String,
        parse: @escaping @Sendable (String) throws(ValueProblem) -> Value,
        render: @escaping @Sendable (Value) -> String
    ) {
        self.expects = expects
        self.parse = parse
        self.render = render
    }

    /// A type whose texts are either right or not, with nothing more to say about them.
    package init(
        expects: String,
        parseOrNil: @escaping @Sendable (String) -> Value?,
        render: @escaping @Sendable (Value) -> String
    ) {
        self.init(
            expects: expects,
            parse: { text throws(ValueProblem) in
                guard let value = parseOrNil(text) else { throw ValueProblem() }
                return value
            },
            render: render
        )
    }
}

/// Why a text is no value of a type.
package struct ValueProblem: Error, Sendable, Equatable {
    /// A sentence without full stop that replaces `expected …, found …`; nil where that says it all.
    package let message: String?
    /// The words that would have been right; the nearest becomes the suggestion.
    package let candidates: [String]

    package init(_ message: String? = nil, candidates: [String] = []) {
        self.message = message
        self.candidates = candidates
    }
}

extension ValueType where Value == String {
    /// Any text.
    package static let text = ValueType(expects: "text", parseOrNil: { $0 }, render: { $0 })

    /// Text without white space.
    package static let word = ValueType(
        expects: "one word",
        parseOrNil: { text in text.utf8.contains { $0 == 0x20 || $0 == 0x09 } ? nil : text },
        render: { $0 }
    )
}

extension ValueType where Value == Bool {
    /// `yes`, `true`, `on`, `1` or `no`, `false`, `off`, `0`, in any case.
    package static let boolean = ValueType(
        expects: "yes or no",
        parse: { text throws(ValueProblem) in
            switch text.lowercased() {
            case "yes", "true", "on", "1": return true
            case "no", "false", "off", "0": return false
            default: throw ValueProblem(candidates: ["yes", "no", "true", "false", "on", "off"])
            }
        },
        render: { $0 ? "yes" : "no" }
    )
}

extension ValueType where Value == Int {
    /// Decimal digits, with a minus sign where the range allows one.
    package static func integer(in range: ClosedRange<Int>) -> ValueType {
        ValueType(
            expects: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parseOrNil: { text in
                let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
                guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                return Int(text).flatMap { range.contains($0) ? $0 : nil }
            },
            render: { String($0) }
        )
    }

    /// A number of bytes: decimal digits, then perhaps `K`, `M` or `G` for powers of 1024.
    package static func byteCount(in range: ClosedRange<Int>) -> ValueType {
        let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
        let render: @Sendable (Int) -> String = { value in
            for (letter, shift) in [("G", 30), ("M", 20), ("K", 10)]
            where value > 0 && value % (1 << shift) == 0 {
                return "\(value >> shift)\(letter)"
            }
            return String(value)
        }
        return ValueType(
            expects: "a number of bytes, such as 64K, from \(render(range.lowerBound)) to "
                + render(range.upperBound),
            parseOrNil: { text in
                let shift = text.last.flatMap { shifts[$0] }
                let digits = shift == nil ? text[...] : text.dropLast()
                guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits) else {
                    return nil
                }
                let (value, overflow) = count.multipliedReportingOverflow(by: 1 << (shift ?? 0))
                return !overflow && range.contains(value) ? value : nil
            },
            render: render
        )
    }
}

extension ValueType where Value == Double {
    /// Decimal digits, perhaps with a point and more digits, with a minus sign where the range allows one.
    package static func number(in range: ClosedRange<Double>) -> ValueType {
        ValueType(
            expects: "a number from \(decimal(range.lowerBound)) to \(decimal(range.upperBound))",
            parseOrNil: { text in
                let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
                let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
                guard parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                return Double(text).flatMap { range.contains($0) ? $0 : nil }
            },
            render: { decimal($0) }
        )
    }

    /// A share of a whole, 0…1.
    package static let fraction = number(in: 0...1)

    private static func decimal(_ value: Double) -> String {
        Int(exactly: value).map { String($0) } ?? String(value)
    }
}

extension ValueType where Value: RawRepresentable & CaseIterable & Equatable, Value.RawValue == String {
    /// One of the words of an enumeration; a hyphen may stand for a space inside one.
    package static func oneOf(_: Value.Type) -> ValueType {
        oneOf(Array(Value.allCases), as: \.rawValue)
    }
}

extension ValueType {
    /// One of some values by their words; a hyphen may stand for a space inside one.
    package static func oneOf(_ values: [Value], as word: @escaping @Sendable (Value) -> String) -> ValueType
    {
        let words = values.map(word)
        let last = words.last ?? ""
        let expects = words.count < 2 ? last : words.dropLast().joined(separator: ", ") + " or " + last
        return ValueType(
            expects: expects,
            parse: { text throws(ValueProblem) in
                let index =
                    words.firstIndex(of: text) ?? words.firstIndex { $0.replacing(" ", with: "-") == text }
                guard let index else { throw ValueProblem(candidates: words) }
                return values[index]
            },
            render: word
        )
    }
}
