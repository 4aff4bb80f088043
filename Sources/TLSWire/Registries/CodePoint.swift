// SPDX-License-Identifier: Apache-2.0

/// A number from a registry, kept as it came, so that what nobody has named yet survives.
package protocol CodePoint: Hashable, Comparable, Sendable, CustomStringConvertible {
    associatedtype ID: FixedWidthInteger & UnsignedInteger & Sendable

    var id: ID { get }

    init(_ id: ID)

    /// The registered names.
    static var names: [ID: String] { get }
}

extension CodePoint {
    /// The registered name; nil for a number without one.
    package var name: String? { Self.names[id] }

    /// `0x` and upper-case digits, as many as the field is wide.
    package var hex: String {
        let digits = String(id, radix: 16, uppercase: true)
        let missing = ID.bitWidth / 4 - digits.utf8.count
        return "0x" + (missing > 0 ? String(repeating: "0", count: missing) : "") + digits
    }

    /// The name, or the number where there is no name.
    package var description: String { name ?? hex }

    package static func < (left: Self, right: Self) -> Bool { left.id < right.id }
}

/// Sixteen values that clients offer so that servers learn to ignore the unknown (RFC 8701 §2).
package enum GREASE {
    package static let values: [UInt16] = (0...15).map { 0x0A0A &+ 0x1010 &* $0 }

    package static func contains(_ value: UInt16) -> Bool {
        value & 0x0F0F == 0x0A0A && value >> 8 == value & 0xFF
    }
}
