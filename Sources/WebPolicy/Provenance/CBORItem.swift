// SPDX-License-Identifier: Apache-2.0

/// One data item of CBOR (RFC 8949 §3), as far as claims need it.
enum CBORItem: Hashable, Sendable {
    struct Pair: Hashable, Sendable {
        let key, value: CBORItem
    }

    case text(String)
    case list([CBORItem])
    case map([Pair])
    /// Numbers, bytes and simple values, which are passed over.
    case other

    /// Nil where the bytes are none, or more than is read; what follows the item stays unread.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reading = CBORReading(bytes)
        guard let item = try? reading.item(depth: 0) else { return nil }
        self = item
    }

    /// The first value of a key; nil where there is none, or this is no map.
    subscript(_ key: String) -> CBORItem? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == .text(key) }?.value
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// Every text that has this key, wherever it stands.
    func texts(of key: String) -> [String] {
        switch self {
        case .text, .other: []
        case .list(let items): items.flatMap { $0.texts(of: key) }
        case .map(let pairs):
            pairs.flatMap { pair in
                (pair.key == .text(key) ? [pair.value.text].compactMap(\.self) : [])
                    + pair.value.texts(of: key)
            }
        }
    }
}

/// Reads one item; lengths that are claimed reserve nothing.
private struct CBORReading {
    struct Malformed: Error {}

    private var reader: ByteReader
    /// Items that may still come.
    private var left = 20_000
    /// Items within each other.
    private static let deepest = 32

    init(_ bytes: ArraySlice<UInt8>) { reader = ByteReader(bytes) }

    mutating func item(depth: Int) throws(Malformed) -> CBORItem {
        left -= 1
        guard left >= 0, depth <= Self.deepest, let first = reader.number(1) else { throw Malformed() }
        let major = Int(first >> 5)
        let length = try length(Int(first & 31))
        switch major {
        case 0, 1: return try definite(length) { _ in .other }
        case 2, 3: return try string(major, length)
        case 4: return .list(try items(length, depth))
        case 5: return try map(length, depth)
        case 6:
            guard length != nil else { throw Malformed() }
            return try item(depth: depth + 1)
        default:
            // A break where no end is awaited.
            return try definite(length) { _ in .other }
        }
    }

    /// Nil for an indefinite one (§3.2).
    private mutating func length(_ information: Int) throws(Malformed) -> UInt64? {
        switch information {
        case ..<24: return UInt64(information)
        case 24...27:
            guard let number = reader.number(1 << (information - 24)) else { throw Malformed() }
            return number
        case 31: return nil
        default: throw Malformed()
        }
    }

    private func definite(_ length: UInt64?, _ make: (UInt64) -> CBORItem) throws(Malformed) -> CBORItem {
        guard let length else { throw Malformed() }
        return make(length)
    }

    /// Bytes (major type 2) or text (3), in one piece or in several of its kind.
    private mutating func string(_ major: Int, _ length: UInt64?) throws(Malformed) -> CBORItem {
        var bytes: [UInt8] = []
        if let length {
            bytes += try piece(length)
        } else {
            while try !isAtBreak() {
                left -= 1
                guard left >= 0, let first = reader.number(1), Int(first >> 5) == major,
                    let length = try self.length(Int(first & 31))
                else { throw Malformed() }
                bytes += try piece(length)
            }
        }
        return major == 2 ? .other : .text(String(decoding: bytes, as: UTF8.self))
    }

    private mutating func piece(_ length: UInt64) throws(Malformed) -> ArraySlice<UInt8> {
        guard let count = Int(exactly: length), let piece = reader.take(count) else { throw Malformed() }
        return piece
    }

    private mutating func items(_ length: UInt64?, _ depth: Int) throws(Malformed) -> [CBORItem] {
        var items: [CBORItem] = []
        while try goesOn(after: items.count, of: length) { items.append(try item(depth: depth + 1)) }
        return items
    }

    private mutating func map(_ length: UInt64?, _ depth: Int) throws(Malformed) -> CBORItem {
        var pairs: [CBORItem.Pair] = []
        while try goesOn(after: pairs.count, of: length) {
            let key = try item(depth: depth + 1)
            pairs.append(CBORItem.Pair(key: key, value: try item(depth: depth + 1)))
        }
        return .map(pairs)
    }

    /// - Parameter length: nil for an indefinite one.
    private mutating func goesOn(after count: Int, of length: UInt64?) throws(Malformed) -> Bool {
        if let length { return UInt64(count) < length }
        return try !isAtBreak()
    }

    /// Takes a break (§3.2.1).
    private mutating func isAtBreak() throws(Malformed) -> Bool {
        guard let next = reader.rest.first else { throw Malformed() }
        guard next == 0xFF else { return false }
        _ = reader.take(1)
        return true
    }
}
