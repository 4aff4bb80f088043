// SPDX-License-Identifier: Apache-2.0

/// Reads a DNS message, or RDATA alone, from bytes that nobody vouches for.
///
/// Every read checks its bounds first and throws. Names are followed back through compression pointers, each of
/// which must lead before all that was read of the name (RFC 1035 §4.1.4), so that none runs in a circle.
package struct MessageReader: Sendable {
    /// A name has no more labels than this, so no honest one has more pointers.
    private static let mostPointers = 127

    private let message: [UInt8]
    private let allowsPointers: Bool
    private let end: Int
    package private(set) var position: Int

    /// A whole message.
    package init(message: [UInt8]) {
        self.init(message: message, from: 0, to: message.count, allowsPointers: true)
    }

    /// RDATA alone, in which there is nothing to point back to.
    package init(rdata: [UInt8]) {
        self.init(message: rdata, from: 0, to: rdata.count, allowsPointers: false)
    }

    private init(message: [UInt8], from position: Int, to end: Int, allowsPointers: Bool) {
        self.message = message
        self.position = position
        self.end = end
        self.allowsPointers = allowsPointers
    }

    package var count: Int { end - position }

    package var isAtEnd: Bool { position >= end }

    package mutating func bytes(_ count: Int, _ field: String) throws(DNSWireError) -> [UInt8] {
        guard count >= 0, count <= self.count else { throw .truncated(field: field) }
        defer { position += count }
        return Array(message[position..<position + count])
    }

    package mutating func rest() -> [UInt8] {
        defer { position = end }
        return Array(message[position..<end])
    }

    package mutating func uint8(_ field: String) throws(DNSWireError) -> UInt8 {
        UInt8(truncatingIfNeeded: try integer(1, field))
    }

    package mutating func uint16(_ field: String) throws(DNSWireError) -> UInt16 {
        UInt16(truncatingIfNeeded: try integer(2, field))
    }

    package mutating func uint32(_ field: String) throws(DNSWireError) -> UInt32 { try integer(4, field) }

    /// A length in one byte, and as many bytes.
    package mutating func string(_ field: String) throws(DNSWireError) -> [UInt8] {
        let count = try uint8(field)
        return try bytes(Int(count), field)
    }

    /// The next bytes as a reader of their own, which may still point back into the message.
    package mutating func part(_ count: Int, _ field: String) throws(DNSWireError) -> MessageReader {
        guard count >= 0, count <= self.count else { throw .truncated(field: field) }
        defer { position += count }
        return MessageReader(
            message: message,
            from: position,
            to: position + count,
            allowsPointers: allowsPointers
        )
    }

    /// Throws unless everything was read.
    package func finish(_ field: String) throws(DNSWireError) {
        guard isAtEnd else { throw .trailing(field: field, count: count) }
    }

    package mutating func name(_ field: String) throws(DNSWireError) -> DNSName {
        var labels: [[UInt8]] = []
        var at = position
        var earliest = position
        var bound = end
        var pointers = 0
        // 127 labels of one byte each fill a name.
        while labels.count <= Self.mostPointers {
            guard at < bound else { throw .truncated(field: field) }
            let length = Int(message[at])
            switch length & 0xC0 {
            case 0 where length == 0:
                if pointers == 0 { position = at + 1 }
                guard let name = DNSName(labels: labels) else { throw Self.tooLong(field) }
                return name
            case 0:
                guard at + length < bound else { throw .truncated(field: field) }
                labels.append(Array(message[(at + 1)...(at + length)]))
                at += length + 1
            case 0xC0:
                guard allowsPointers else {
                    throw .invalid(field: field, reason: "a pointer where there is nothing to point to")
                }
                guard at + 1 < bound else { throw .truncated(field: field) }
                let target = (length & 0x3F) << 8 | Int(message[at + 1])
                guard target < earliest, pointers < Self.mostPointers else {
                    throw .invalid(field: field, reason: "a pointer that does not lead back")
                }
                if pointers == 0 { position = at + 2 }
                pointers += 1
                earliest = target
                at = target
                bound = message.count
            default:
                throw .invalid(field: field, reason: "a label of an unknown kind")
            }
        }
        throw Self.tooLong(field)
    }

    private static func tooLong(_ field: String) -> DNSWireError {
        .invalid(field: field, reason: "longer than 255 bytes")
    }

    private mutating func integer(_ width: Int, _ field: String) throws(DNSWireError) -> UInt32 {
        guard width <= count else { throw .truncated(field: field) }
        defer { position += width }
        return message[position..<position + width].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
