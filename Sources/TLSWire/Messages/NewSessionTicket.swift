// SPDX-License-Identifier: Apache-2.0

/// A ticket for resumption up to TLS 1.2 (RFC 5077 §3.3).
package struct NewSessionTicket: Hashable, Sendable {
    /// Seconds; 0 leaves it to the client.
    package let lifetimeHint: UInt32
    package let ticket: [UInt8]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        lifetimeHint = try reader.uint32("lifetime hint")
        ticket = Array(try reader.vector16("ticket"))
        try reader.finish("NewSessionTicket")
    }
}

/// A ticket of TLS 1.3, once somebody decrypted it (RFC 8446 §4.6.1).
package struct NewSessionTicket13: Hashable, Sendable {
    /// Seconds.
    package let lifetime: UInt32
    package let ageAdd: UInt32
    package let nonce: [UInt8]
    package let ticket: [UInt8]
    package let extensions: [RawExtension]

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        lifetime = try reader.uint32("lifetime")
        ageAdd = try reader.uint32("age add")
        nonce = Array(try reader.vector8("nonce"))
        ticket = Array(try reader.vector16("ticket"))
        extensions = try RawExtension.list(in: reader.vector16("extensions"))
        try reader.finish("NewSessionTicket")
    }

    /// Bytes of early data that the server takes; nil: none.
    package var maxEarlyData: UInt32? {
        guard let item = extensions.first(where: { $0.type == .earlyData }) else { return nil }
        var reader = ByteReader(item.body)
        return try? reader.uint32("max early data size")
    }
}
