// SPDX-License-Identifier: Apache-2.0
package import Model

/// A range of addresses, `192.0.2.0/24`; equal where family, bits and length are.
package struct IPPrefix: Hashable, Sendable {
    package let family: IPAddress.Family
    /// Its bits from the top, IPv4 in the upper 32; those behind the length are zero.
    package let bits: UInt128
    /// 0…32 or 0…128.
    package let length: UInt8

    /// What is behind the length is cut off; nil where it is longer than the family has bits.
    package init?(_ address: IPAddress, length: Int) {
        guard (0...Self.width(address.family)).contains(length) else { return nil }
        let value = address.bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        self.init(address.family, address.family == .v4 ? value << 96 : value, UInt8(length))
    }

    init(_ family: IPAddress.Family, _ bits: UInt128, _ length: UInt8) {
        self.family = family
        self.bits = bits & Self.mask(length)
        self.length = length
    }

    /// Nil unless it is an address, a slash and a length; bits behind the length must be zero.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(Self.isDigit),
            let length = Int(parts[1]), let address = IPAddress(String(parts[0])),
            let whole = IPPrefix(address, length: Self.width(address.family)),
            let prefix = IPPrefix(address, length: length), prefix.bits == whole.bits
        else { return nil }
        self = prefix
    }

    static func width(_ family: IPAddress.Family) -> Int { family == .v4 ? 32 : 128 }

    static func mask(_ length: UInt8) -> UInt128 { length == 0 ? 0 : ~UInt128(0) << (128 - UInt128(length)) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether every address of the other lies in it.
    package func covers(_ other: IPPrefix) -> Bool {
        family == other.family && length <= other.length && other.bits & Self.mask(length) == bits
    }
}

extension IPPrefix: CustomStringConvertible {
    package var description: String {
        let bytes = (0..<(family == .v4 ? 4 : 16)).map {
            UInt8(truncatingIfNeeded: bits >> (120 - 8 * UInt128($0)))
        }
        return "\(IPAddress(bytes: bytes).map(\.description) ?? "?")/\(length)"
    }
}

/// Values by prefix, found by the addresses that they cover.
package struct PrefixMap<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let prefix: IPPrefix
        let value: Value
    }

    /// By bits, then by length.
    private let v4: [Entry]
    private let v6: [Entry]
    /// Those that occur, the longest first.
    private let lengths4: [UInt8]
    private let lengths6: [UInt8]

    package init(_ values: [(prefix: IPPrefix, value: Value)]) {
        func sorted(_ family: IPAddress.Family) -> [Entry] {
            values.filter { $0.prefix.family == family }.map { Entry(prefix: $0.prefix, value: $0.value) }
                .sorted { ($0.prefix.bits, $0.prefix.length) < ($1.prefix.bits, $1.prefix.length) }
        }
        v4 = sorted(.v4)
        v6 = sorted(.v6)
        lengths4 = Set(v4.map(\.prefix.length)).sorted(by: >)
        lengths6 = Set(v6.map(\.prefix.length)).sorted(by: >)
    }

    package var count: Int { v4.count + v6.count }

    /// Everything whose prefix covers the given one, the longest first.
    package func covering(_ prefix: IPPrefix) -> [(prefix: IPPrefix, value: Value)] {
        let (entries, lengths) = prefix.family == .v4 ? (v4, lengths4) : (v6, lengths6)
        var found: [(prefix: IPPrefix, value: Value)] = []
        for length in lengths where length <= prefix.length {
            let wanted = IPPrefix(prefix.family, prefix.bits, length)
            var index = Self.first(of: wanted, in: entries)
            while index < entries.count, entries[index].prefix == wanted {
                found.append((wanted, entries[index].value))
                index += 1
            }
        }
        return found
    }

    /// The values of the longest prefix that covers an address; empty where none does.
    package func longest(covering address: IPAddress) -> [(prefix: IPPrefix, value: Value)] {
        guard let whole = IPPrefix(address, length: IPPrefix.width(address.family)) else { return [] }
        let all = covering(whole)
        return all.filter { $0.prefix == all.first?.prefix }
    }

    private static func first(of prefix: IPPrefix, in entries: [Entry]) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            let other = entries[middle].prefix
            if (other.bits, other.length) < (prefix.bits, prefix.length) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
