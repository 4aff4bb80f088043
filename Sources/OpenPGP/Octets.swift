// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not what they should be, in words.
package struct OpenPGPFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let words: String
    /// From 1; nil where the place is no line of text.
    package let line: Int?

    init(_ words: String, line: Int? = nil) {
        self.words = words
        self.line = line
    }

    package var description: String { line.map { "line \($0): \(words)" } ?? words }
}

/// Reads numbers and parts from front to back, and never beyond the end.
struct OctetReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// The whole rest.
    mutating func takeAll() -> ArraySlice<UInt8> {
        defer { rest = rest.suffix(0) }
        return rest
    }

    mutating func take(_ count: Int) throws(OpenPGPFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw OpenPGPFault("it ends too early") }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    mutating func byte() throws(OpenPGPFault) -> UInt8 { try take(1).first ?? 0 }

    /// Big-endian, of 1 to 4 bytes.
    mutating func number(_ count: Int) throws(OpenPGPFault) -> Int {
        try take(min(count, 4)).reduce(0) { $0 << 8 | Int($1) }
    }

    /// A multiprecision integer (RFC 9580 §3.2), without zeros before it.
    mutating func integer() throws(OpenPGPFault) -> [UInt8] {
        let bits = try number(2)
        return Array(try take((bits + 7) / 8).drop { $0 == 0 })
    }
}

/// Big-endian numbers.
enum Octets {
    static func two(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }

    static func four(_ number: Int) -> [UInt8] { two(number >> 16) + two(number) }

    /// With zeros before it up to so many bytes; nil where it is longer.
    static func padded(_ bytes: [UInt8], to count: Int) -> [UInt8]? {
        guard bytes.count <= count else { return nil }
        return [UInt8](repeating: 0, count: count - bytes.count) + bytes
    }
}
