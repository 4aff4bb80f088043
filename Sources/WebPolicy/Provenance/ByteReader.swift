// SPDX-License-Identifier: Apache-2.0

/// Bytes that are taken one piece after the other and never beyond their end.
struct ByteReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// Nil where there are fewer; then none is taken.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// As many as there are, up to a count.
    mutating func takeUp(to count: Int) -> ArraySlice<UInt8> {
        let taken = rest.prefix(max(0, count))
        rest = rest.dropFirst(taken.count)
        return taken
    }

    /// A number of at most eight bytes, the most significant first; nil where there are fewer.
    mutating func number(_ count: Int) -> UInt64? {
        guard count <= 8 else { return nil }
        return take(count)?.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A text that ends with a zero byte, which is taken, too; nil where none comes.
    mutating func terminatedText() -> String? {
        guard let end = rest.firstIndex(of: 0) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
