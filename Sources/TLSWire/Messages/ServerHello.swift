// SPDX-License-Identifier: Apache-2.0

/// A ServerHello of SSLv3 to TLS 1.3, or a HelloRetryRequest, which differs in its random only (RFC 8446 §4.1.3-4).
package struct ServerHello: Hashable, Sendable {
    /// The version field: of TLS 1.3 always 1.2's.
    package let legacyVersion: UInt16
    /// 32 bytes.
    package let random: [UInt8]
    package let sessionID: [UInt8]
    package let suite: CipherSuite
    package let compression: UInt8
    /// In the server's order.
    package let extensions: [RawExtension]
    /// What the extensions say.
    package let content: ServerExtensions

    /// SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3).
    package static let retryRandom: [UInt8] = [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ]

    /// Reads the body of the message, without its four bytes of header.
    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        legacyVersion = try reader.uint16("server version")
        random = Array(try reader.bytes(32, "random"))
        sessionID = Array(try reader.vector8("session id"))
        guard sessionID.count <= 32 else {
            throw .tooLong(field: "session id", count: sessionID.count, limit: 32)
        }
        suite = CipherSuite(try reader.uint16("cipher suite"))
        compression = try reader.uint8("compression method")
        extensions = reader.isAtEnd ? [] : try RawExtension.list(in: reader.vector16("extensions"))
        try reader.finish("ServerHello")
        content = ServerExtensions(extensions, isRetry: random == Self.retryRandom)
    }

    package var isHelloRetryRequest: Bool { random == Self.retryRandom }

    /// The version that was negotiated: supported_versions' if the server sent that, else the version field.
    package var version: UInt16 { content.selectedVersion ?? legacyVersion }

    /// Nil for a number that is no version.
    package var protocolVersion: ProtocolVersion? { ProtocolVersion(code: version) }

    /// The version that a server able to do better marks its random with (RFC 8446 §4.1.3): tls12 "could have done
    /// TLS 1.3", tls11 "could have done TLS 1.2", nil no mark.
    package var downgradeSentinel: ProtocolVersion? {
        let mark = Array(random.suffix(8))
        guard mark.prefix(7).elementsEqual("DOWNGRD".utf8) else { return nil }
        return mark.last == 1 ? .tls12 : mark.last == 0 ? .tls11 : nil
    }

    package var keyShareGroup: NamedGroup? { content.keyShareGroup }
    package var keyShare: [UInt8]? { content.keyShare }
    package var alpn: String? { content.applicationProtocol }
    package var cookie: [UInt8]? { content.cookie }
    package var renegotiationInfo: [UInt8]? { content.renegotiationInfo }
    package var heartbeatMode: UInt8? { content.heartbeatMode }
    package var extendedMasterSecret: Bool { has(.extendedMasterSecret) }
    package var encryptThenMAC: Bool { has(.encryptThenMAC) }
    package var sessionTicket: Bool { has(.sessionTicket) }
    package var statusRequest: Bool { has(.statusRequest) }

    package func has(_ type: ExtensionType) -> Bool { extensions.contains { $0.type == type } }
}
