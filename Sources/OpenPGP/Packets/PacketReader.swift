// SPDX-License-Identifier: Apache-2.0

/// One packet (RFC 9580 §4).
struct Packet {
    /// Those that are looked at (RFC 9580 §5).
    enum Tag: UInt8 {
        case signature = 2
        case secretKey = 5
        case publicKey = 6
        case secretSubkey = 7
        case marker = 10
        case trust = 12
        case userID = 13
        case publicSubkey = 14
        case userAttribute = 17
        case padding = 21
    }

    let number: UInt8
    let body: ArraySlice<UInt8>

    var tag: Tag? { Tag(rawValue: number) }

    /// Whether it means nothing: markers, trust, padding, and what is private or may be unknown (RFC 9580 §4.3).
    var isPassedOver: Bool {
        switch tag {
        case .marker, .trust, .padding: true
        case nil: number >= 40
        default: false
        }
    }
}

/// Cuts bytes into packets; lengths of parts and without end are refused.
struct PacketReader {
    private var reader: OctetReader

    init(_ bytes: [UInt8]) { reader = OctetReader(bytes[...]) }

    /// Nil at the end.
    mutating func next() throws(OpenPGPFault) -> Packet? {
        guard !reader.isAtEnd else { return nil }
        let head = try reader.byte()
        guard head & 0x80 != 0 else { throw OpenPGPFault("a packet's first bit is not set") }
        guard head & 0x40 == 0 else {
            let count = try newLength()
            return Packet(number: head & 0x3F, body: try reader.take(count))
        }
        let width = head & 3
        guard width < 3 else { throw OpenPGPFault("a packet without a length") }
        let count = try reader.number(1 << Int(width))
        return Packet(number: head >> 2 & 0x0F, body: try reader.take(count))
    }

    private mutating func newLength() throws(OpenPGPFault) -> Int {
        let first = Int(try reader.byte())
        switch first {
        case ..<192: return first
        case ..<224: return (first - 192) << 8 + Int(try reader.byte()) + 192
        case 255: return try reader.number(4)
        default: throw OpenPGPFault("a packet in parts")
        }
    }
}
