// SPDX-License-Identifier: Apache-2.0

/// One handshake message, put together again from its records.
package struct HandshakeMessage: Hashable, Sendable {
    package let type: HandshakeType
    /// Without the four bytes of header.
    package let body: [UInt8]

    package init(type: HandshakeType, body: [UInt8]) {
        self.type = type
        self.body = body
    }
}

/// What was recognised in a server's bytes.
package enum WireEvent: Hashable, Sendable {
    case message(HandshakeMessage)
    case alert(Alert)
    case changeCipherSpec
    /// A record whose content is encrypted, or application data.
    case opaque(ContentType, [UInt8])
    /// The payload of a heartbeat record in the clear.
    case heartbeat([UInt8])
    /// The payload of an SSLv2 record, the message type first.
    case sslv2([UInt8])
    /// The first bytes of something else: up to the end of the first line, at most 64.
    case notTLS([UInt8])
    /// Nothing can be recognised after it.
    case malformed(WireError)
    /// A limit was reached; nothing is recognised after it.
    case limit(WireLimit)
}

package enum WireLimit: String, Hashable, Sendable {
    case bytes, records, message, warnings
}

/// A record or a handshake message of which a part is missing.
package struct Unfinished: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case record(ContentType)
        case message(HandshakeType)
        case sslv2Record
    }

    package let part: Part
    /// Bytes that its header promises, the header not counted.
    package let declared: Int
    package let received: Int
}
