// SPDX-License-Identifier: Apache-2.0

/// What a style sheet names by `@import` and `url()` (CSS Syntax 3 §4.3, CSS Cascade 5 §2), to bounds.
package struct StyleReferences: Hashable, Sendable {
    package enum Use: Hashable, Sendable {
        /// Another style sheet, without which nothing is painted.
        case sheet
        /// Fetched where some text asks for it.
        case font
        /// Fetched where some element asks for it.
        case picture
    }

    package struct Reference: Hashable, Sendable {
        /// As written, its escapes undone.
        package let address: String
        package let use: Use
    }

    /// In their order.
    package private(set) var references: [Reference] = []
    /// Whether there is more than was read.
    package private(set) var isCut: Bool

    private static let longest = 1 << 20
    private static let most = 256
    private static let longestAddress = 2048

    private let bytes: [UInt8]
    private var next = 0
    private var depth = 0
    /// Of the block of `@font-face`; nil outside.
    private var fontDepth: Int?
    private var isFontAhead = false

    package init(_ sheet: some Collection<UInt8>) {
        isCut = sheet.count > Self.longest
        bytes = Array(sheet.prefix(Self.longest))
        while next < bytes.count { step() }
    }

    private func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func step() {
        switch bytes[next] {
        case UInt8(ascii: "/") where byte(next + 1) == UInt8(ascii: "*"): skipComment()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = string()
        case UInt8(ascii: "{"):
            depth += 1
            if isFontAhead { fontDepth = depth }
            isFontAhead = false
            next += 1
        case UInt8(ascii: "}"):
            if fontDepth == depth { fontDepth = nil }
            depth = max(0, depth - 1)
            next += 1
        case UInt8(ascii: "@"):
            next += 1
            takeRule(word())
        case let first where Self.isName(first): takeFunction(word())
        default: next += 1
        }
    }

    private mutating func skipComment() {
        next += 2
        while next < bytes.count {
            if bytes[next] == UInt8(ascii: "*"), byte(next + 1) == UInt8(ascii: "/") {
                next += 2
                return
            }
            next += 1
        }
    }

    private mutating func takeRule(_ name: String) {
        if name == "font-face" { isFontAhead = true }
        guard name == "import", depth == 0 else { return }
        skipSpace()
        switch byte(next) {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): add(string(), .sheet)
        case let first? where Self.isName(first):
            if word() == "url", byte(next) == UInt8(ascii: "(") { add(address(), .sheet) }
        default: break
        }
    }

    private mutating func takeFunction(_ name: String) {
        guard name == "url", byte(next) == UInt8(ascii: "(") else { return }
        add(address(), fontDepth == nil ? .picture : .font)
    }

    private mutating func add(_ address: String, _ use: Use) {
        let isInPlace = address.lowercased().hasPrefix("data:") || address.hasPrefix("#")
        guard !address.isEmpty, !isInPlace else { return }
        guard references.count < Self.most else {
            isCut = true
            return
        }
        references.append(Reference(address: address, use: use))
    }

    // MARK: Tokens

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
    }

    private mutating func skipSpace() {
        while let here = byte(next), Self.isSpace(here) { next += 1 }
    }

    /// In lower case.
    private mutating func word() -> String {
        let start = next
        while let here = byte(next), Self.isName(here) { next += 1 }
        return String(decoding: bytes[start..<min(next, start + 32)], as: UTF8.self).lowercased()
    }

    /// From a quotation mark to the next of its kind, or to the end of the line.
    private mutating func string() -> String {
        let mark = bytes[next]
        next += 1
        return text { $0 == mark || $0 == 0x0A }
    }

    /// From the bracket of `url(` behind the one that closes it.
    private mutating func address() -> String {
        next += 1
        skipSpace()
        guard let first = byte(next) else { return "" }
        guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") else {
            return text { $0 == UInt8(ascii: ")") }.trimmed
        }
        return string()
    }

    private mutating func text(until isEnd: (UInt8) -> Bool) -> String {
        var kept: [UInt8] = []
        while let here = byte(next), !isEnd(here) {
            next += 1
            if here == UInt8(ascii: "\\") {
                kept += escape()
            } else {
                kept.append(here)
            }
        }
        next = min(bytes.count, next + 1)
        return kept.count > Self.longestAddress ? "" : String(decoding: kept, as: UTF8.self)
    }

    /// What stands behind a backslash (CSS Syntax 3 §4.3.7).
    private mutating func escape() -> [UInt8] {
        var value: UInt32 = 0
        var digits = 0
        while digits < 6, let here = byte(next), let digit = Character(UnicodeScalar(here)).hexDigitValue {
            value = value << 4 | UInt32(digit)
            digits += 1
            next += 1
        }
        guard digits > 0 else {
            guard let here = byte(next) else { return [] }
            next += 1
            return here == 0x0A ? [] : [here]
        }
        if let here = byte(next), Self.isSpace(here) { next += 1 }
        return UnicodeScalar(value).map { Array(String(Character($0)).utf8) } ?? []
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
