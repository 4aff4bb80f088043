// SPDX-License-Identifier: Apache-2.0

extension ClientHello {
    /// Longest payload of a record in the clear (RFC 8446 §5.1).
    private static let recordPayloadLimit = 16_384

    /// The handshake message with its four bytes of header.
    package func message() throws(WireError) -> [UInt8] {
        let extensions = try wireExtensions()
        let bare = try message(with: extensions)
        guard let pad = paddingBody(messageCount: bare.count, extensions: extensions) else { return bare }
        return try message(with: Self.inserting(padding: pad, into: extensions))
    }

    /// The message in records, as it is sent.
    package func records() throws(WireError) -> [UInt8] { try records(of: message()) }

    /// The same of a message that was written out already.
    package func records(of message: [UInt8]) throws(WireError) -> [UInt8] {
        var writer = ByteWriter()
        for start in stride(from: 0, to: message.count, by: Self.recordPayloadLimit) {
            writer.uint8(ContentType.handshake.id)
            writer.uint16(recordVersion)
            let end = min(start + Self.recordPayloadLimit, message.count)
            try writer.vector16("record", message[start..<end])
        }
        return writer.bytes
    }

    /// The records of a second hello behind the ChangeCipherSpec that middleboxes expect (RFC 8446 appendix D.4).
    package func secondFlight() throws(WireError) -> [UInt8] { try secondFlight(of: message()) }

    /// The same of a message that was written out already.
    package func secondFlight(of message: [UInt8]) throws(WireError) -> [UInt8] {
        [ContentType.changeCipherSpec.id, 0x03, 0x03, 0x00, 0x01, 0x01] + (try records(of: message))
    }

    private func message(with extensions: [RawExtension]) throws(WireError) -> [UInt8] {
        guard random.count == 32 else {
            throw .invalid(field: "random", reason: "\(random.count) bytes instead of 32")
        }
        var body = ByteWriter()
        body.uint16(legacyVersion)
        body.append(random)
        guard sessionID.count <= 32 else {
            throw .tooLong(field: "session id", count: sessionID.count, limit: 32)
        }
        try body.vector8("session id", sessionID)
        try body.list16("cipher suites", suites.map(\.id))
        try body.vector8("compression methods", compressionMethods)
        if !extensions.isEmpty {
            var block = ByteWriter()
            for item in extensions { try item.write(to: &block) }
            try body.vector16("extensions", block.bytes)
        }
        var message = ByteWriter()
        message.uint8(HandshakeType.clientHello.id)
        try message.vector24("ClientHello", body.bytes)
        return message.bytes
    }

    /// pre_shared_key must stay last (RFC 8446 §4.2.11).
    private static func inserting(padding count: Int, into extensions: [RawExtension]) -> [RawExtension] {
        var padded = extensions
        let last = extensions.last?.type == .preSharedKey ? extensions.count - 1 : extensions.count
        padded.insert(RawExtension(.padding, repeatElement(0, count: count)), at: last)
        return padded
    }
}

/// The padding rule.
extension ClientHello {
    /// The length of the padding extension's body; nil for no such extension.
    private func paddingBody(messageCount: Int, extensions: [RawExtension]) -> Int? {
        switch padding {
        case .none: return nil
        case .bytes(let count): return min(max(0, count), 0x1_0000)
        case .automatic: break
        }
        // SSLv3 has no extensions, and a hello that already says how to pad is left alone.
        guard legacyVersion > ProtocolVersion.ssl3.code, !extensions.contains(where: { $0.type == .padding })
        else {
            return nil
        }
        let endsEmpty = extensions.last.map { $0.body.isEmpty } ?? false
        guard endsEmpty || !Self.isTolerated(messageCount) else { return nil }
        // Two bytes of length are new where there was no extension before.
        let overhead = extensions.isEmpty ? 6 : 4
        return (1...1024).first { Self.isTolerated(messageCount + overhead + $0) }
    }

    /// F5's load balancers hang on 256 to 511 bytes, Cisco's on 10 or 14 modulo 256.
    private static func isTolerated(_ messageCount: Int) -> Bool {
        !(256...511).contains(messageCount) && ![10, 14].contains(messageCount % 256)
    }
}
