// SPDX-License-Identifier: Apache-2.0

/// One message of STUN, which TURN is made of, too (RFC 8489 §5, RFC 8656 §17).
package struct STUNMessage: Hashable, Sendable {
    package enum Class: UInt16, Sendable { case request, indication, success, error }

    /// A method by IANA's number.
    package struct Method: RawRepresentable, Hashable, Sendable {
        package let rawValue: UInt16

        package init(rawValue: UInt16) { self.rawValue = rawValue }

        package static let binding = Method(rawValue: 0x001)
        package static let allocate = Method(rawValue: 0x003)
        package static let refresh = Method(rawValue: 0x004)
    }

    /// A type by IANA's number, and the value without its padding.
    package struct Attribute: Hashable, Sendable {
        package let type: UInt16
        package let value: [UInt8]

        package init(_ type: UInt16, _ value: [UInt8]) {
            self.type = type
            self.value = value
        }
    }

    package let kind: Class
    package let method: Method
    /// 12 bytes.
    package let transaction: [UInt8]
    package let attributes: [Attribute]

    package static let headerLength = 20
    /// Bytes of a message that is still read; those of real servers have some hundreds.
    package static let longest = 4096
    private static let cookie: [UInt8] = [0x21, 0x12, 0xA4, 0x42]

    package init(_ kind: Class, _ method: Method, transaction: [UInt8], _ attributes: [Attribute] = []) {
        self.kind = kind
        self.method = method
        self.transaction = Array((transaction + [UInt8](repeating: 0, count: 12)).prefix(12))
        self.attributes = attributes
    }

    /// Reads exactly one message; nil for anything else.
    package init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard case .whole(let length) = Self.extent(of: bytes), length == bytes.count else { return nil }
        let type = Self.number(bytes[0], bytes[1])
        let kind = (type >> 4 & 1) | (type >> 7 & 2)
        guard let kind = Class(rawValue: kind) else { return nil }
        self.kind = kind
        method = Method(rawValue: type & 0xF | type >> 1 & 0x70 | type >> 2 & 0xF80)
        transaction = Array(bytes[8..<20])
        var attributes: [Attribute] = []
        var rest = bytes[20...]
        while rest.count >= 4 {
            let type = Self.number(rest[rest.startIndex], rest[rest.startIndex + 1])
            let count = Int(Self.number(rest[rest.startIndex + 2], rest[rest.startIndex + 3]))
            rest = rest.dropFirst(4)
            guard count <= rest.count else { return nil }
            attributes.append(Attribute(type, Array(rest.prefix(count))))
            rest = rest.dropFirst((count + 3) & ~3)
        }
        guard rest.isEmpty else { return nil }
        self.attributes = attributes
    }

    /// How much of the beginning of `bytes` is one message.
    package enum Extent: Hashable, Sendable {
        /// Fits so far.
        case partial
        /// Bytes with the header.
        case whole(Int)
        case foreign
    }

    /// Looks at the header alone: its two zero bits, its length and the magic cookie.
    package static func extent(of bytes: some Collection<UInt8>) -> Extent {
        let head = Array(bytes.prefix(headerLength))
        if let first = head.first, first & 0xC0 != 0 { return .foreign }
        let cookieSeen = head.dropFirst(4).prefix(4)
        guard cookieSeen.elementsEqual(cookie.prefix(cookieSeen.count)) else { return .foreign }
        guard head.count >= 4 else { return .partial }
        let length = headerLength + Int(number(head[2], head[3]))
        guard length % 4 == 0, length <= longest else { return .foreign }
        return bytes.count < length ? .partial : .whole(length)
    }

    package var encoded: [UInt8] {
        let body = attributes.flatMap { attribute in
            let padding = [UInt8](repeating: 0, count: (4 - attribute.value.count % 4) % 4)
            return Self.bytes(attribute.type) + Self.bytes(UInt16(truncatingIfNeeded: attribute.value.count))
                + attribute.value + padding
        }
        let method = method.rawValue
        let type =
            method & 0xF | (method & 0x70) << 1 | (method & 0xF80) << 2
            | (kind.rawValue & 1) << 4 | (kind.rawValue & 2) << 7
        return Self.bytes(type) + Self.bytes(UInt16(truncatingIfNeeded: body.count)) + Self.cookie
            + transaction + body
    }

    private static func number(_ high: UInt8, _ low: UInt8) -> UInt16 { UInt16(high) << 8 | UInt16(low) }

    private static func bytes(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)]
    }
}

extension STUNMessage {
    /// The first of a type; later ones are to be ignored (RFC 8489 §14).
    private func value(_ type: UInt16) -> [UInt8]? { attributes.first { $0.type == type }?.value }

    /// 300…699 (RFC 8489 §14.8); nil without one that makes sense.
    package var errorCode: Int? {
        guard let value = value(0x0009), value.count >= 4 else { return nil }
        let code = Int(value[2] & 7) * 100 + Int(value[3])
        return (300...699).contains(code) && value[3] < 100 ? code : nil
    }

    package var realm: String? { text(0x0014, atMost: 128) }

    /// What the server calls itself (RFC 8489 §14.14).
    package var software: String? { text(0x8022, atMost: 128) }

    package var hasNonce: Bool { value(0x0015)?.isEmpty == false }

    /// Whether it names the address that the request came from (XOR-MAPPED-ADDRESS, or the older MAPPED-ADDRESS).
    package var hasMappedAddress: Bool { value(0x0020) != nil || value(0x0001) != nil }

    /// Whether it names an address of the relay (XOR-RELAYED-ADDRESS, RFC 8656 §18.5).
    package var hasRelayedAddress: Bool { value(0x0016) != nil }

    private func text(_ type: UInt16, atMost limit: Int) -> String? {
        value(type).map { PlainText.of($0, atMost: limit) }
    }

    package static func software(_ name: String) -> Attribute {
        Attribute(0x8022, Array(name.utf8.prefix(508)))
    }

    /// UDP, the transport that every relay has (RFC 8656 §18.7).
    package static let requestedTransport = Attribute(0x0019, [17, 0, 0, 0])

    /// Seconds (RFC 8656 §18.2).
    package static func lifetime(_ seconds: UInt32) -> Attribute {
        Attribute(0x000D, [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: seconds >> $0) })
    }
}

/// Bytes of the peer as text that is safe to keep.
enum PlainText {
    /// Control characters and what is no UTF-8 become dots.
    static func of(_ bytes: some Collection<UInt8>, atMost limit: Int) -> String {
        let text = String(decoding: bytes.prefix(limit), as: UTF8.self)
        let scalars = text.unicodeScalars.map { scalar in
            let isPlain = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            return isPlain && scalar.value != 0xFFFD ? scalar : "."
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
