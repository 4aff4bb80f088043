// SPDX-License-Identifier: Apache-2.0

/// Reads big-endian integers and length-prefixed vectors from bytes that nobody vouches for.
///
/// Every read checks its bounds first and throws; a failed read consumes nothing.
package struct ByteReader: Sendable {
    private var remaining: ArraySlice<UInt8>

    package init(_ bytes: some Collection<UInt8>) {
        remaining = ArraySlice(bytes)
    }

    package var count: Int { remaining.count }

    package var isAtEnd: Bool { remaining.isEmpty }

    package mutating func bytes(_ count: Int, _ field: String) throws(WireError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining.count else {
            throw .truncated(field: field, needed: count, available: remaining.count)
        }
        defer { remaining = remaining.dropFirst(count) }
        return remaining.prefix(count)
    }

    package mutating func uint8(_ field: String) throws(WireError) -> UInt8 {
        UInt8(truncatingIfNeeded: try integer(1, field))
    }

    package mutating func uint16(_ field: String) throws(WireError) -> UInt16 {
        UInt16(truncatingIfNeeded: try integer(2, field))
    }

    package mutating func uint24(_ field: String) throws(WireError) -> UInt32 {
        try integer(3, field)
    }

    package mutating func uint32(_ field: String) throws(WireError) -> UInt32 {
        try integer(4, field)
    }

    /// `opaque field<0..2^8-1>`.
    package mutating func vector8(_ field: String) throws(WireError) -> ArraySlice<UInt8> {
        try vector(prefix: 1, field)
    }

    /// `opaque field<0..2^16-1>`.
    package mutating func vector16(_ field: String) throws(WireError) -> ArraySlice<UInt8> {
        try vector(prefix: 2, field)
    }

    /// `opaque field<0..2^24-1>`.
    package mutating func vector24(_ field: String) throws(WireError) -> ArraySlice<UInt8> {
        try vector(prefix: 3, field)
    }

    /// A vector of two-byte code points behind a two-byte length.
    package mutating func list16(_ field: String) throws(WireError) -> [UInt16] {
        try Self.codePoints(in: vector16(field), field)
    }

    /// A vector of two-byte code points behind a one-byte length.
    package mutating func list8(_ field: String) throws(WireError) -> [UInt16] {
        try Self.codePoints(in: vector8(field), field)
    }

    package mutating func rest() -> ArraySlice<UInt8> {
        defer { remaining = [] }
        return remaining
    }

    /// Throws unless everything was read.
    package func finish(_ field: String) throws(WireError) {
        guard remaining.isEmpty else { throw .trailing(field: field, count: remaining.count) }
    }

    private mutating func vector(prefix: Int, _ field: String) throws(WireError) -> ArraySlice<UInt8> {
        let before = remaining
        do {
            return try bytes(Int(integer(prefix, field)), field)
        } catch {
            remaining = before
            throw error
        }
    }

    private mutating func integer(_ width: Int, _ field: String) throws(WireError) -> UInt32 {
        try bytes(width, field).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func codePoints(
        in bytes: ArraySlice<UInt8>,
        _ field: String
    ) throws(WireError) -> [UInt16] {
        var reader = ByteReader(bytes)
        var points: [UInt16] = []
        points.reserveCapacity(bytes.count / 2)
        while !reader.isAtEnd { points.append(try reader.uint16(field)) }
        return points
    }
}
