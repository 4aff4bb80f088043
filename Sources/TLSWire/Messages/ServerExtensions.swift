// SPDX-License-Identifier: Apache-2.0

/// What a server's extensions say, of ServerHello, HelloRetryRequest and EncryptedExtensions alike.
package struct ServerExtensions: Hashable, Sendable {
    package private(set) var selectedVersion: UInt16?
    package private(set) var keyShareGroup: NamedGroup?
    /// Nil in a HelloRetryRequest, which names the group only.
    package private(set) var keyShare: [UInt8]?
    package private(set) var cookie: [UInt8]?
    package private(set) var applicationProtocol: String?
    /// NPN: what the server lists for the client to choose from.
    package private(set) var nextProtocols: [String]?
    /// Empty in a first handshake.
    package private(set) var renegotiationInfo: [UInt8]?
    /// 1: the server answers heartbeats; 2: it does not want any.
    package private(set) var heartbeatMode: UInt8?
    package private(set) var maxFragmentLength: UInt8?
    package private(set) var recordSizeLimit: UInt16?
    package private(set) var pointFormats: [UInt8]?
    package private(set) var supportedGroups: [NamedGroup]?
    package private(set) var signedCertificateTimestamps: [[UInt8]]?
    package private(set) var preSharedKeyIndex: UInt16?
    /// Extensions whose bodies are not what their type demands; their fields stay nil.
    package private(set) var malformed: [ExtensionType] = []

    package init(_ extensions: [RawExtension], isRetry: Bool = false) {
        for item in extensions {
            var filled = self
            do {
                try filled.fill(from: item, isRetry: isRetry)
                self = filled
            } catch {
                malformed.append(item.type)
            }
        }
    }

    private mutating func fill(from item: RawExtension, isRetry: Bool) throws(WireError) {
        var body = ByteReader(item.body)
        switch item.type {
        case .supportedVersions: selectedVersion = try body.uint16("selected version")
        case .keyShare:
            keyShareGroup = NamedGroup(try body.uint16("key share group"))
            if !isRetry { keyShare = Array(try body.vector16("key share")) }
        case .cookie: cookie = Array(try body.vector16("cookie"))
        case .applicationProtocols:
            let names = try Self.names(in: body.vector16("ALPN protocols"))
            guard names.count == 1 else {
                throw .invalid(field: "ALPN protocols", reason: "\(names.count) instead of one")
            }
            applicationProtocol = names.first
        case .nextProtocolNegotiation: nextProtocols = try Self.names(in: body.rest())
        case .renegotiationInfo: renegotiationInfo = Array(try body.vector8("renegotiation info"))
        case .heartbeat: heartbeatMode = try body.uint8("heartbeat mode")
        case .maxFragmentLength: maxFragmentLength = try body.uint8("max fragment length")
        case .recordSizeLimit: recordSizeLimit = try body.uint16("record size limit")
        case .pointFormats: pointFormats = Array(try body.vector8("point formats"))
        case .supportedGroups: supportedGroups = try body.list16("supported groups").map { NamedGroup($0) }
        case .signedCertificateTimestamp: signedCertificateTimestamps = try Self.timestamps(in: &body)
        case .preSharedKey: preSharedKeyIndex = try body.uint16("selected identity")
        default: return
        }
        try body.finish("extension \(item.type)")
    }

    private static func names(in bytes: ArraySlice<UInt8>) throws(WireError) -> [String] {
        var reader = ByteReader(bytes)
        var names: [String] = []
        while !reader.isAtEnd {
            names.append(String(decoding: try reader.vector8("protocol name"), as: UTF8.self))
        }
        return names
    }

    /// RFC 6962 §3.3.
    private static func timestamps(in body: inout ByteReader) throws(WireError) -> [[UInt8]] {
        var list = ByteReader(try body.vector16("timestamps"))
        var timestamps: [[UInt8]] = []
        while !list.isAtEnd { timestamps.append(Array(try list.vector16("timestamp"))) }
        return timestamps
    }
}

/// EncryptedExtensions of TLS 1.3, once somebody decrypted it (RFC 8446 §4.3.1).
package struct EncryptedExtensions: Hashable, Sendable {
    package let extensions: [RawExtension]
    package let content: ServerExtensions

    package init(body: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        extensions = try RawExtension.list(in: reader.vector16("extensions"))
        try reader.finish("EncryptedExtensions")
        content = ServerExtensions(extensions)
    }
}
