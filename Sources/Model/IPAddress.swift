// SPDX-License-Identifier: Apache-2.0

/// An IPv4 or IPv6 address without a zone, equal where its bytes are equal.
package struct IPAddress: Hashable, Sendable {
    package enum Family: String, Codable, Sendable, CaseIterable { case v4, v6 }

    /// The address in network order: 4 bytes for IPv4, 16 for IPv6.
    package let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Parses a strict dotted quad (no leading zeros) or an IPv6 text form of RFC 4291 §2.2.
    ///
    /// A zone (`%eth0`), brackets, a prefix length or white space make the text no address.
    package init?(_ text: String) {
        let characters = Array(text.utf8)
        let parsed =
            characters.contains(ASCII.colon) ? Self.parseV6(characters) : Self.parseV4(characters[...])
        guard let parsed else { return nil }
        bytes = parsed
    }

    package var family: Family { bytes.count == 4 ? .v4 : .v6 }

    /// Whether it lies in 127.0.0.0/8, is `::1`, or maps an IPv4 loopback address.
    package var isLoopback: Bool {
        if let v4 = mappedV4 { return v4.first == 127 }
        return family == .v4 ? bytes.first == 127 : bytes == Array(repeating: 0, count: 15) + [1]
    }

    /// The last four bytes of an IPv4-mapped address, `::ffff:0:0/96`; nil for every other address.
    private var mappedV4: ArraySlice<UInt8>? {
        guard family == .v6, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF else {
            return nil
        }
        return bytes[12...]
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text of RFC 5952; an IPv4-mapped address ends in a dotted quad (§5).
    package var description: String {
        if family == .v4 { return Self.dotted(bytes[...]) }
        if let v4 = mappedV4 { return "::ffff:\(Self.dotted(v4))" }
        let words = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        let texts = words.map { String($0, radix: 16) }
        guard let gap = Self.longestZeroRun(of: words) else { return texts.joined(separator: ":") }
        let head = texts[..<gap.lowerBound].joined(separator: ":")
        let tail = texts[gap.upperBound...].joined(separator: ":")
        return "\(head)::\(tail)"
    }

    private static func dotted(_ octets: ArraySlice<UInt8>) -> String {
        octets.map { String($0) }.joined(separator: ".")
    }

    /// The first longest run of at least two zero words (RFC 5952 §4.2); nil where there is none.
    private static func longestZeroRun(of words: [UInt16]) -> Range<Int>? {
        var longest = 0..<0
        var start = 0
        for (index, word) in words.enumerated() {
            if word != 0 {
                start = index + 1
            } else if index + 1 - start > longest.count {
                longest = start..<(index + 1)
            }
        }
        return longest.count >= 2 ? longest : nil
    }
}

extension IPAddress: Comparable {
    /// IPv4 stands before IPv6; within a family the bytes decide.
    package static func < (left: IPAddress, right: IPAddress) -> Bool {
        if left.bytes.count != right.bytes.count { return left.bytes.count < right.bytes.count }
        return left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension IPAddress: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let address = IPAddress(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not an IP address: \(text)"
            )
        }
        self = address
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension IPAddress {
    private enum ASCII {
        static let dot: UInt8 = 0x2E
        static let colon: UInt8 = 0x3A
        static let zero: UInt8 = 0x30
    }

    private static func parseV4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let octets = parts.compactMap(octet)
        return octets.count == 4 ? octets : nil
    }

    private static func octet(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard (1...3).contains(digits.count), digits.count == 1 || digits.first != ASCII.zero else {
            return nil
        }
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - ASCII.zero)
        }
        return UInt8(exactly: value)
    }

    /// The longest text form is 45 characters: six words and a dotted quad.
    private static func parseV6(_ text: [UInt8]) -> [UInt8]? {
        guard text.count <= 45 else { return nil }
        guard
            let gap = text.indices.dropLast().first(where: {
                text[$0...].starts(with: [ASCII.colon, ASCII.colon])
            })
        else {
            let all = groups(text[...])
            return all?.count == 16 ? all : nil
        }
        // The dotted quad may stand only at the very end of the whole text.
        guard let head = groups(text[..<gap], mayEndInV4: false), let tail = groups(text[(gap + 2)...]) else {
            return nil
        }
        // `::` stands for at least one word.
        guard head.count + tail.count <= 14 else { return nil }
        return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// The bytes of words separated by single colons; empty for an empty text.
    private static func groups(_ text: ArraySlice<UInt8>, mayEndInV4: Bool = true) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ASCII.colon, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndInV4, index == parts.count - 1, let v4 = parseV4(part) {
                bytes += v4
            } else if let word = word(part) {
                bytes += [UInt8(word >> 8), UInt8(word & 0xFF)]
            } else {
                return nil
            }
        }
        return bytes
    }

    /// One to four hexadecimal digits.
    private static func word(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard (1...4).contains(digits.count) else { return nil }
        var value: UInt16 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt16(digit - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(digit - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt16(digit - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }
}

extension IPAddress {
    /// IPv4 behind an IPv4-mapped or NAT64 address (RFC 6052 §2.1), else the address's own bytes.
    private var plainBytes: ArraySlice<UInt8> {
        let mapped = Array(repeating: UInt8(0), count: 10) + [0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8)
        guard family == .v6, bytes.starts(with: mapped) || bytes.starts(with: translated) else {
            return bytes[...]
        }
        return Array(bytes[12...])[...]
    }

    /// Neither loopback, private, shared nor link-local (RFC 6890 §2.2).
    package var isGlobal: Bool {
        let bytes = plainBytes
        guard !isNoHost, !isLoopback else { return false }
        guard bytes.count == 4 else { return bytes[0] & 0xFE != 0xFC }
        switch (bytes[0], bytes[1]) {
        case (10, _), (127, _), (100, 64...127), (172, 16...31), (192, 168): return false
        default: return true
        }
    }

    /// Link-local, which clouds serve their secrets on, multicast, broadcast or unspecified.
    package var isNoHost: Bool {
        let bytes = plainBytes
        if bytes.count == 4 {
            return bytes[0] == 0 || bytes[0] >= 224 || (bytes[0] == 169 && bytes[1] == 254)
        }
        return bytes.allSatisfy { $0 == 0 } || bytes[0] == 0xFF
            || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
    }
}
