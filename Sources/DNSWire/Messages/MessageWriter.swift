// SPDX-License-Identifier: Apache-2.0

/// Writes the fields of a DNS message, names without compression.
package struct MessageWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func uint8(_ value: UInt8) { bytes.append(value) }

    package mutating func uint16(_ value: UInt16) {
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    package mutating func uint32(_ value: UInt32) {
        uint16(UInt16(truncatingIfNeeded: value >> 16))
        uint16(UInt16(truncatingIfNeeded: value))
    }

    package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    package mutating func name(_ name: DNSName) {
        for label in name.labels {
            uint8(UInt8(truncatingIfNeeded: label.count))
            append(label)
        }
        uint8(0)
    }

    /// At most 255 bytes behind their length; what is longer is cut.
    package mutating func string(_ content: some Collection<UInt8>) {
        uint8(UInt8(truncatingIfNeeded: min(255, content.count)))
        append(content.prefix(255))
    }

    /// Content behind its length in two bytes.
    package mutating func vector16(_ field: String, _ content: [UInt8]) throws(DNSWireError) {
        guard let count = UInt16(exactly: content.count) else {
            throw .invalid(field: field, reason: "longer than 65535 bytes")
        }
        uint16(count)
        append(content)
    }
}
