// SPDX-License-Identifier: Apache-2.0

extension ClientHello {
    /// Reads the records of one ClientHello and nothing after it.
    package init(records: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(records)
        var message: [UInt8] = []
        var version: UInt16?
        while !reader.isAtEnd {
            let type = ContentType(try reader.uint8("record type"))
            guard type == .handshake else {
                throw .invalid(field: "record type", reason: "\(type) instead of handshake")
            }
            let recordVersion = try reader.uint16("record version")
            version = version ?? recordVersion
            message += try reader.vector16("record")
        }
        try self.init(message: message, recordVersion: version ?? 0)
    }

    /// Reads a handshake message with its header.
    package init(message: some Collection<UInt8>, recordVersion: UInt16 = 0x0301) throws(WireError) {
        var reader = ByteReader(message)
        let type = HandshakeType(try reader.uint8("handshake type"))
        guard type == .clientHello else {
            throw .invalid(field: "handshake type", reason: "\(type) instead of client_hello")
        }
        let body = try reader.vector24("ClientHello")
        try reader.finish("ClientHello message")
        try self.init(body: body, recordVersion: recordVersion)
    }

    private init(body: ArraySlice<UInt8>, recordVersion: UInt16) throws(WireError) {
        var reader = ByteReader(body)
        self.recordVersion = recordVersion
        legacyVersion = try reader.uint16("client version")
        random = Array(try reader.bytes(32, "random"))
        sessionID = Array(try reader.vector8("session id"))
        guard sessionID.count <= 32 else {
            throw .tooLong(field: "session id", count: sessionID.count, limit: 32)
        }
        suites = try reader.list16("cipher suites").map { CipherSuite($0) }
        compressionMethods = Array(try reader.vector8("compression methods"))
        padding = .none
        guard !reader.isAtEnd else { return }
        let extensions = try RawExtension.list(in: reader.vector16("extensions"))
        try reader.finish("ClientHello")
        let counts = extensions.reduce(into: [:]) { $0[$1.type, default: 0] += 1 }
        let blank = ClientHello(versions: .ssl3 ... .ssl3, suites: [], random: random)
        for item in extensions {
            if counts[item.type] == 1, try adopt(item, asIn: blank) { continue }
            extraExtensions.append(item)
        }
        try rememberOrder(of: extensions)
    }

    /// Puts an extension into its field; false if the field would not make the same bytes again.
    private mutating func adopt(_ item: RawExtension, asIn blank: ClientHello) throws(WireError) -> Bool {
        if item.type == .padding {
            guard item.body.allSatisfy({ $0 == 0 }) else { return false }
            padding = .bytes(item.body.count)
            return true
        }
        if setFlag(by: item) { return true }
        var probe = blank
        do { try probe.fill(from: item) } catch { return false }
        guard try probe.wireExtensions() == [item] else { return false }
        try fill(from: item)
        return true
    }

    private mutating func fill(from item: RawExtension) throws(WireError) {
        var body = ByteReader(item.body)
        switch item.type {
        case .serverName: serverName = try Self.serverName(in: &body)
        case .maxFragmentLength: maxFragmentLength = try body.uint8("max fragment length")
        case .supportedGroups: groups = try body.list16("supported groups").map { NamedGroup($0) }
        case .pointFormats: pointFormats = Array(try body.vector8("point formats"))
        case .signatureAlgorithms:
            signatureSchemes = try body.list16("signature algorithms").map { SignatureScheme($0) }
        case .heartbeat: heartbeatMode = try body.uint8("heartbeat mode")
        case .applicationProtocols: applicationProtocols = try Self.protocols(in: &body)
        case .compressCertificate: certificateCompression = try body.list8("certificate compression")
        case .recordSizeLimit: recordSizeLimit = try body.uint16("record size limit")
        case .sessionTicket: sessionTicket = Array(body.rest())
        case .supportedVersions: supportedVersions = try body.list8("supported versions")
        case .cookie: cookie = Array(try body.vector16("cookie"))
        case .pskKeyExchangeModes: pskKeyExchangeModes = Array(try body.vector8("PSK modes"))
        case .keyShare: keyShares = try Self.keyShares(in: &body)
        case .renegotiationInfo: renegotiationInfo = Array(try body.vector8("renegotiation info"))
        default: throw .invalid(field: "extension \(item.type)", reason: "has no field of its own")
        }
        try body.finish("extension \(item.type)")
    }

    private static func serverName(in body: inout ByteReader) throws(WireError) -> String {
        var entry = ByteReader(try body.vector16("server names"))
        guard try entry.uint8("name type") == 0 else {
            throw .invalid(field: "name type", reason: "not a host name")
        }
        let name = String(decoding: try entry.vector16("server name"), as: UTF8.self)
        try entry.finish("server names")
        return name
    }

    private static func protocols(in body: inout ByteReader) throws(WireError) -> [String] {
        var list = ByteReader(try body.vector16("ALPN protocols"))
        var names: [String] = []
        while !list.isAtEnd {
            names.append(String(decoding: try list.vector8("ALPN protocol"), as: UTF8.self))
        }
        return names
    }

    private static func keyShares(in body: inout ByteReader) throws(WireError) -> [KeyShareEntry] {
        var list = ByteReader(try body.vector16("key shares"))
        var entries: [KeyShareEntry] = []
        while !list.isAtEnd {
            let group = NamedGroup(try list.uint16("key share group"))
            entries.append(KeyShareEntry(group: group, keyExchange: Array(try list.vector16("key share"))))
        }
        return entries
    }

    /// Keeps the order only where it differs from the one this type would choose.
    private mutating func rememberOrder(of extensions: [RawExtension]) throws(WireError) {
        if case .bytes(let count) = padding,
            let index = extensions.firstIndex(where: { $0.type == .padding }),
            extensions[(index + 1)...].contains(where: { $0.type != .preSharedKey })
        {
            // Padding in the middle is kept in its place, as any other extension.
            padding = .none
            extraExtensions.append(RawExtension(.padding, repeatElement(0, count: count)))
        }
        let seen = padding == .none ? extensions : extensions.filter { $0.type != .padding }
        if try wireExtensions() != seen { extensionOrder = seen.map(\.type) }
    }
}
