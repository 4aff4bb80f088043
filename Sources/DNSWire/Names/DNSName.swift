// SPDX-License-Identifier: Apache-2.0

/// A domain name, equal to every other of the same labels whatever their case (RFC 4343).
package struct DNSName: Hashable, Sendable {
    package static let root = DNSName(lowercase: [])
    /// Bytes of a name on the wire (RFC 1035 §2.3.4).
    package static let longest = 255
    package static let longestLabel = 63

    /// From the host to the top-level domain, each 1 to 63 bytes, ASCII letters in lower case.
    package let labels: [[UInt8]]

    private init(lowercase labels: [[UInt8]]) { self.labels = labels }

    /// Nil where a label is empty or too long, or the whole is.
    package init?(labels: [[UInt8]]) {
        guard labels.allSatisfy({ (1...Self.longestLabel).contains($0.count) }) else { return nil }
        guard labels.reduce(1, { $0 + $1.count + 1 }) <= Self.longest else { return nil }
        self.labels = labels.map { $0.map(Self.lower) }
    }

    /// The text form of RFC 1035 §5.1, with `\.` and `\DDD`, with or without the dot at its end.
    package init?(_ text: String) {
        guard text != ".", !text.isEmpty else {
            self = .root
            return
        }
        var labels: [[UInt8]] = []
        var label: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        // Longer texts cannot be a name, even with every byte escaped.
        guard bytes.count <= 4 * Self.longest else { return nil }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "."):
                labels.append(label)
                label = []
            case UInt8(ascii: "\\"):
                guard let escaped = Self.escaped(&bytes) else { return nil }
                label.append(escaped)
            default:
                label.append(byte)
            }
        }
        if !label.isEmpty || labels.isEmpty { labels.append(label) }
        self.init(labels: labels)
    }

    private static func escaped(_ bytes: inout ArraySlice<UInt8>) -> UInt8? {
        guard let first = bytes.popFirst() else { return nil }
        guard isDigit(first) else { return first }
        guard let second = bytes.popFirst(), let third = bytes.popFirst(), isDigit(second), isDigit(third)
        else { return nil }
        let digits = [first, second, third].map { Int($0) - 0x30 }
        return UInt8(exactly: digits[0] * 100 + digits[1] * 10 + digits[2])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

extension DNSName: Comparable, CustomStringConvertible {
    package var isRoot: Bool { labels.isEmpty }

    /// Bytes on the wire without compression.
    package var wireLength: Int { labels.reduce(1) { $0 + $1.count + 1 } }

    /// The name without its first label; nil for the root.
    package var parent: DNSName? {
        isRoot ? nil : DNSName(lowercase: Array(labels.dropFirst()))
    }

    /// Whether this is the other name or lies below it.
    package func isWithin(_ other: DNSName) -> Bool {
        labels.count >= other.labels.count && labels.suffix(other.labels.count).elementsEqual(other.labels)
    }

    /// The last labels of the name, all of it where it has no more.
    package func suffix(_ count: Int) -> DNSName { DNSName(lowercase: labels.suffix(max(0, count))) }

    /// The name below this one; nil where the result is no name.
    package func prepending(_ labels: String...) -> DNSName? {
        DNSName(labels: labels.map { Array($0.utf8) } + self.labels)
    }

    /// Without the dot at its end, but for the root, which is one.
    package var description: String {
        isRoot ? "." : labels.map(Self.text).joined(separator: ".")
    }

    private static func text(_ label: [UInt8]) -> String {
        label.map { byte in
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
            case 0x21...0x7E: String(UnicodeScalar(byte))
            default: "\\" + String(repeating: "0", count: byte < 10 ? 2 : byte < 100 ? 1 : 0) + String(byte)
            }
        }
        .joined()
    }

    /// The canonical order of RFC 4034 §6.1.
    package static func < (left: DNSName, right: DNSName) -> Bool {
        for (one, other) in zip(left.labels.reversed(), right.labels.reversed()) where one != other {
            return one.lexicographicallyPrecedes(other)
        }
        return left.labels.count < right.labels.count
    }
}
