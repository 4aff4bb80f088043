// SPDX-License-Identifier: Apache-2.0

extension ClientHello {
    /// All extensions but the padding, in the order in which they are sent.
    func wireExtensions() throws(WireError) -> [RawExtension] {
        var rest =
            try flagExtensions() + optionalExtensions() + extraExtensions + listExtensions()
            + trailingExtensions()
        guard !extensionOrder.isEmpty else { return rest }
        var ordered: [RawExtension] = []
        for type in extensionOrder {
            guard let index = rest.firstIndex(where: { $0.type == type }) else { continue }
            ordered.append(rest.remove(at: index))
        }
        return ordered + rest
    }

    /// Extensions that are there or not; most have no body and so must not come last.
    private func flagExtensions() -> [RawExtension] {
        var list: [RawExtension] = []
        if extendedMasterSecret { list.append(RawExtension(.extendedMasterSecret, [])) }
        if encryptThenMAC { list.append(RawExtension(.encryptThenMAC, [])) }
        if signedCertificateTimestamps { list.append(RawExtension(.signedCertificateTimestamp, [])) }
        if nextProtocolNegotiation { list.append(RawExtension(.nextProtocolNegotiation, [])) }
        if postHandshakeAuth { list.append(RawExtension(.postHandshakeAuth, [])) }
        if statusRequest { list.append(RawExtension(.statusRequest, Self.plainStatusRequest)) }
        return list
    }

    /// Of OCSP, from no responder in particular (RFC 6066 §8).
    private static let plainStatusRequest: [UInt8] = [1, 0, 0, 0, 0]

    /// Sets the flag that an extension with this body stands for; false where it is none.
    mutating func setFlag(by item: RawExtension) -> Bool {
        switch (item.type, item.body) {
        case (.extendedMasterSecret, []): extendedMasterSecret = true
        case (.encryptThenMAC, []): encryptThenMAC = true
        case (.signedCertificateTimestamp, []): signedCertificateTimestamps = true
        case (.nextProtocolNegotiation, []): nextProtocolNegotiation = true
        case (.postHandshakeAuth, []): postHandshakeAuth = true
        case (.statusRequest, Self.plainStatusRequest): statusRequest = true
        default: return false
        }
        return true
    }

    private func optionalExtensions() throws(WireError) -> [RawExtension] {
        var list: [RawExtension] = []
        if let sessionTicket { list.append(RawExtension(.sessionTicket, sessionTicket)) }
        let name = try RawExtension.of(.serverName, serverName) { writer, name throws(WireError) in
            var entry = ByteWriter()
            entry.uint8(0)
            try entry.vector16("server name", name.utf8)
            try writer.vector16("server names", entry.bytes)
        }
        if let name { list.append(name) }
        if let maxFragmentLength { list.append(RawExtension(.maxFragmentLength, [maxFragmentLength])) }
        if let heartbeatMode { list.append(RawExtension(.heartbeat, [heartbeatMode])) }
        return list
    }

    private func listExtensions() throws(WireError) -> [RawExtension] {
        [
            try .unless(groups.isEmpty, .supportedGroups) { writer throws(WireError) in
                try writer.list16("supported groups", groups.map(\.id))
            },
            try .unless(pointFormats.isEmpty, .pointFormats) { writer throws(WireError) in
                try writer.vector8("point formats", pointFormats)
            },
            try .unless(signatureSchemes.isEmpty, .signatureAlgorithms) { writer throws(WireError) in
                try writer.list16("signature algorithms", signatureSchemes.map(\.id))
            },
            try .unless(applicationProtocols.isEmpty, .applicationProtocols) { writer throws(WireError) in
                var names = ByteWriter()
                for name in applicationProtocols { try names.vector8("ALPN protocol", name.utf8) }
                try writer.vector16("ALPN protocols", names.bytes)
            },
            try .unless(certificateCompression.isEmpty, .compressCertificate) { writer throws(WireError) in
                try writer.list8("certificate compression", certificateCompression)
            },
        ]
        .compactMap(\.self)
    }

    /// None of these has an empty body, so that one of them may come last.
    private func trailingExtensions() throws(WireError) -> [RawExtension] {
        [
            try .of(.recordSizeLimit, recordSizeLimit) { writer, limit throws(WireError) in
                writer.uint16(limit)
            },
            try .of(.renegotiationInfo, renegotiationInfo) { writer, info throws(WireError) in
                try writer.vector8("renegotiation info", info)
            },
            try .unless(supportedVersions.isEmpty, .supportedVersions) { writer throws(WireError) in
                try writer.list8("supported versions", supportedVersions)
            },
            try .of(.cookie, cookie) { writer, cookie throws(WireError) in
                try writer.vector16("cookie", cookie)
            },
            try .unless(pskKeyExchangeModes.isEmpty, .pskKeyExchangeModes) { writer throws(WireError) in
                try writer.vector8("PSK modes", pskKeyExchangeModes)
            },
            try .of(.keyShare, keyShares) { writer, entries throws(WireError) in
                var shares = ByteWriter()
                for entry in entries {
                    shares.uint16(entry.group.id)
                    try shares.vector16("key share", entry.keyExchange)
                }
                try writer.vector16("key shares", shares.bytes)
            },
        ]
        .compactMap(\.self)
    }
}

extension RawExtension {
    /// An extension whose body the closure writes; nil if the field that it comes from is empty.
    fileprivate static func unless(
        _ isEmpty: Bool,
        _ type: ExtensionType,
        _ body: (inout ByteWriter) throws(WireError) -> Void
    ) throws(WireError) -> RawExtension? {
        guard !isEmpty else { return nil }
        var writer = ByteWriter()
        try body(&writer)
        return RawExtension(type, writer.bytes)
    }

    /// The same for a field that may be nil.
    fileprivate static func of<Value>(
        _ type: ExtensionType,
        _ value: Value?,
        _ body: (inout ByteWriter, Value) throws(WireError) -> Void
    ) throws(WireError) -> RawExtension? {
        guard let value else { return nil }
        var writer = ByteWriter()
        try body(&writer, value)
        return RawExtension(type, writer.bytes)
    }
}
