// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a record of a mail policy.
package struct PolicySyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words; may hold text of the record, so it is hostile until escaped.
    package let problem: String

    package init(_ problem: String) { self.problem = problem }

    package var description: String { problem }
}

/// Text with macros (RFC 7208 §7.1).
package struct MacroString: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        case literal([UInt8])
        case macro(Macro)
    }

    package struct Macro: Hashable, Sendable {
        /// In lower case.
        let letter: UInt8
        let isEscaped: Bool
        /// How many parts count, from the right; nil for all.
        let parts: Int?
        let isReversed: Bool
        let delimiters: [UInt8]
    }

    /// Where a string stands decides what it may hold.
    package enum Place: Sendable {
        case domain, modifier
        /// Spaces and the letters c, r and t are allowed, too.
        case explanation
    }

    package let pieces: [Piece]
    /// As written.
    package let source: [UInt8]

    package init(_ source: [UInt8], in place: Place) throws(PolicySyntaxError) {
        self.source = source
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var rest = source[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                guard (0x21...0x7E).contains(byte) || byte == 0x20 && place == .explanation else {
                    throw PolicySyntaxError("a character that is not allowed, \(byte)")
                }
                literal.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "%"): literal.append(UInt8(ascii: "%"))
            case UInt8(ascii: "_"): literal.append(UInt8(ascii: " "))
            case UInt8(ascii: "-"): literal += Array("%20".utf8)
            case UInt8(ascii: "{"):
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = []
                pieces.append(.macro(try Self.macro(&rest, in: place)))
            default: throw PolicySyntaxError("'%' that begins no macro")
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    /// A domain-spec, which ends in a macro or in a dot and a top label.
    package static func domain(_ source: [UInt8]) throws(PolicySyntaxError) -> MacroString {
        guard !source.isEmpty else { throw PolicySyntaxError("the domain is empty") }
        let string = try MacroString(source, in: .domain)
        guard endsInMacro(source) || endsInTopLabel(source) else {
            throw PolicySyntaxError(
                "'\(String(decoding: source, as: UTF8.self))' ends neither in a macro nor in a top-level domain"
            )
        }
        return string
    }

    package var hasMacros: Bool {
        pieces.contains { if case .macro = $0 { true } else { false } }
    }

    package var text: String { String(decoding: source, as: UTF8.self) }

    /// `%%`, `%_` and `%-` are macro-expands of the grammar, too.
    private static func endsInMacro(_ source: [UInt8]) -> Bool {
        if source.last == UInt8(ascii: "}") { return true }
        guard let last = source.last, "%_-".utf8.contains(last) else { return false }
        // An odd run of '%' before the last character opens a macro.
        let run = source.dropLast().reversed().prefix { $0 == UInt8(ascii: "%") }.count
        return run % 2 == 1
    }

    private static func endsInTopLabel(_ source: [UInt8]) -> Bool {
        let name = source.last == UInt8(ascii: ".") ? source.dropLast() : source[...]
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let label = name[(dot + 1)...]
        guard let first = label.first, let last = label.last, isAlphanumeric(first), isAlphanumeric(last)
        else {
            return false
        }
        guard label.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) else { return false }
        return !label.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func macro(_ rest: inout ArraySlice<UInt8>, in place: Place) throws(PolicySyntaxError)
        -> Macro
    {
        guard let letter = rest.popFirst() else { throw PolicySyntaxError("a macro is not closed") }
        let allowed = place == .explanation ? "slodiphvcrt" : "slodiphv"
        guard allowed.utf8.contains(letter | 0x20), letter & 0x40 != 0 else {
            throw PolicySyntaxError("there is no macro '\(String(UnicodeScalar(letter)))' here")
        }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        var parts: Int?
        if !digits.isEmpty {
            // No name has more parts than three digits can say.
            let number = digits.count > 3 ? 999 : Int(String(decoding: digits, as: UTF8.self)) ?? 0
            guard number > 0 else { throw PolicySyntaxError("a macro that keeps no part") }
            parts = number
        }
        var isReversed = false
        if let next = rest.first, next | 0x20 == UInt8(ascii: "r") {
            isReversed = true
            rest = rest.dropFirst()
        }
        let delimiters = Array(rest.prefix { ".-+,/_=".utf8.contains($0) })
        rest = rest.dropFirst(delimiters.count)
        guard rest.popFirst() == UInt8(ascii: "}") else { throw PolicySyntaxError("a macro is not closed") }
        return Macro(
            letter: letter | 0x20,
            isEscaped: letter & 0x20 == 0,
            parts: parts,
            isReversed: isReversed,
            delimiters: delimiters
        )
    }
}

extension MacroString {
    /// The text with macros replaced; `value` gives what a letter stands for.
    package func expanded(_ value: (UInt8) -> [UInt8]) -> [UInt8] {
        pieces.flatMap { piece -> [UInt8] in
            switch piece {
            case .literal(let bytes): bytes
            case .macro(let macro): macro.applied(to: value(macro.letter))
            }
        }
    }

    /// The letters that its macros use.
    package var letters: Set<UInt8> {
        Set(pieces.compactMap { if case .macro(let macro) = $0 { macro.letter } else { nil } })
    }
}

extension MacroString.Macro {
    fileprivate func applied(to value: [UInt8]) -> [UInt8] {
        var result = value
        if parts != nil || isReversed || !delimiters.isEmpty {
            let separators = delimiters.isEmpty ? [UInt8(ascii: ".")] : delimiters
            var split = value.split(omittingEmptySubsequences: false) { separators.contains($0) }
            if isReversed { split.reverse() }
            if let parts { split = split.suffix(parts) }
            result = Array(split.joined(separator: [UInt8(ascii: ".")]))
        }
        return isEscaped ? Self.escaped(result) : result
    }

    /// All but the unreserved characters of RFC 3986 §2.3 as `%XX`.
    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { byte -> [UInt8] in
            let isUnreserved =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._~".utf8.contains(byte)
            return isUnreserved
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
