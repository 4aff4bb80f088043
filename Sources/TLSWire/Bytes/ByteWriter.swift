// SPDX-License-Identifier: Apache-2.0

/// Writes big-endian integers and length-prefixed vectors.
package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func uint8(_ value: UInt8) {
        bytes.append(value)
    }

    package mutating func uint16(_ value: UInt16) {
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    /// The low three bytes of the value.
    package mutating func uint24(_ value: UInt32) {
        bytes.append(UInt8(truncatingIfNeeded: value >> 16))
        uint16(UInt16(truncatingIfNeeded: value))
    }

    package mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// `opaque field<0..2^8-1>`.
    package mutating func vector8(_ field: String, _ content: some Collection<UInt8>) throws(WireError) {
        try check(content.count, 0xFF, field)
        uint8(UInt8(truncatingIfNeeded: content.count))
        append(content)
    }

    /// `opaque field<0..2^16-1>`.
    package mutating func vector16(_ field: String, _ content: some Collection<UInt8>) throws(WireError) {
        try check(content.count, 0xFFFF, field)
        uint16(UInt16(truncatingIfNeeded: content.count))
        append(content)
    }

    /// `opaque field<0..2^24-1>`.
    package mutating func vector24(_ field: String, _ content: some Collection<UInt8>) throws(WireError) {
        try check(content.count, 0xFF_FFFF, field)
        uint24(UInt32(truncatingIfNeeded: content.count))
        append(content)
    }

    /// Two-byte code points behind a two-byte length.
    package mutating func list16(_ field: String, _ points: some Sequence<UInt16>) throws(WireError) {
        try vector16(field, Self.flat(points))
    }

    /// Two-byte code points behind a one-byte length.
    package mutating func list8(_ field: String, _ points: some Sequence<UInt16>) throws(WireError) {
        try vector8(field, Self.flat(points))
    }

    private func check(_ count: Int, _ limit: Int, _ field: String) throws(WireError) {
        guard count <= limit else { throw .tooLong(field: field, count: count, limit: limit) }
    }

    private static func flat(_ points: some Sequence<UInt16>) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes.reserveCapacity(2 * points.underestimatedCount)
        for point in points { writer.uint16(point) }
        return writer.bytes
    }
}
