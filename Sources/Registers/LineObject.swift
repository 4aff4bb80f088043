// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a line, and from which column on, counted in bytes from one.
struct LineFault: Error {
    let column: Int
    let words: String
}

/// An object of JSON (RFC 8259) on one line whose members are scalars; read once, from left to right.
struct LineObject {
    private static let mostMembers = 64

    /// Without those that are null; numbers and truths as they are written.
    private(set) var members: [String: String] = [:]
    private let line: [UInt8]
    private var index = 0

    init(_ line: [UInt8]) throws(LineFault) {
        self.line = line
        try expect(0x7B)
        if next() == 0x7D {
            index += 1
        } else {
            repeat { try member() } while take(0x2C)
            try expect(0x7D)
        }
        guard next() == nil else { throw fault("something follows the object") }
    }

    private func fault(_ words: String) -> LineFault { LineFault(column: index + 1, words: words) }

    /// The byte behind white space.
    private mutating func next() -> UInt8? {
        while index < line.count, line[index] == 0x20 || line[index] == 0x09 || line[index] == 0x0D {
            index += 1
        }
        return index < line.count ? line[index] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next() == byte else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(LineFault) {
        guard take(byte) else { throw fault("expected \(Character(Unicode.Scalar(byte)))") }
    }

    private mutating func member() throws(LineFault) {
        guard members.count < Self.mostMembers else { throw fault("more than \(Self.mostMembers) members") }
        guard next() == 0x22 else { throw fault("expected a key in quotes") }
        let start = index
        let key = try string()
        try expect(0x3A)
        let value = try value()
        guard members[key] == nil else {
            throw LineFault(column: start + 1, words: "a key that stands there twice")
        }
        if let value { members[key] = value }
    }

    /// Nil for null.
    private mutating func value() throws(LineFault) -> String? {
        switch next() {
        case 0x22?: return try string()
        case 0x5B?, 0x7B?: throw fault("a list or an object, where a text or a number is expected")
        default: break
        }
        let start = index
        while index < line.count, Self.isLiteral(line[index]) { index += 1 }
        let word = String(decoding: line[start..<index], as: UTF8.self)
        guard word == "null" || word == "true" || word == "false" || Double(word) != nil else {
            throw LineFault(column: start + 1, words: "expected a text or a number")
        }
        return word == "null" ? nil : word
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2B || byte == 0x2D
            || byte == 0x2E
    }

    private mutating func string() throws(LineFault) -> String {
        index += 1
        var bytes: [UInt8] = []
        while index < line.count {
            let byte = line[index]
            switch byte {
            case 0x22:
                index += 1
                return String(decoding: bytes, as: UTF8.self)
            case 0x5C: bytes += try escape().utf8
            case 0..<0x20: throw fault("a control character in a text")
            default:
                bytes.append(byte)
                index += 1
            }
        }
        throw fault("the text does not end")
    }

    private static let escapes: [UInt8: Character] = [
        0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
    ]

    private mutating func escape() throws(LineFault) -> String {
        guard index + 1 < line.count else { throw fault("the text does not end") }
        if let character = Self.escapes[line[index + 1]] {
            index += 2
            return String(character)
        }
        var units = [try unit()]
        if UTF16.isLeadSurrogate(units[0]), index + 1 < line.count, line[index] == 0x5C,
            line[index + 1] == 0x75
        {
            units.append(try unit())
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// `\uXXXX`.
    private mutating func unit() throws(LineFault) -> UInt16 {
        let digits = line[min(index + 2, line.count)..<min(index + 6, line.count)]
        guard line[index + 1] == 0x75, digits.count == 4, digits.allSatisfy(Self.isHexadecimal),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("an escape that JSON does not have") }
        index += 6
        return unit
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
