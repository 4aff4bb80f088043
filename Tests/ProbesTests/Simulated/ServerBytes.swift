// SPDX-License-Identifier: Apache-2.0
import TLSWire
import enum Transport.StreamEnd

/// The bytes a server sends for what was negotiated, as far as they stay in the clear.
struct ServerBytes {
    let policy: ServerPolicy
    let hello: ClientHello
    /// Of the connection; it makes the ephemeral key.
    var serial = 0

    /// Each handshake message in a record of its own.
    func answer(to negotiated: Negotiated.Choice) throws(WireError) -> [UInt8] {
        let version = negotiated.version
        var flight = try message(.serverHello, serverHello(negotiated), version)
        if negotiated.version < .tls13 {
            let suite = negotiated.suite
            if suite.authentication != .anonymous, suite.authentication != .psk {
                flight += try message(.certificate, certificates(), version)
            }
            if let exchange = try keyExchange(negotiated) {
                flight += try message(.serverKeyExchange, exchange, version)
            }
            flight += try message(.serverHelloDone, [], version)
        }
        return flight
    }

    func alert(_ code: UInt8) throws(WireError) -> [UInt8] {
        try record(.alert, .tls12, [2, code])
    }

    private func record(
        _ type: ContentType,
        _ version: ProtocolVersion,
        _ payload: [UInt8]
    ) throws(WireError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(type.id)
        writer.uint16(min(version, .tls12).code)
        try writer.vector16("record", payload)
        return writer.bytes
    }

    private func message(
        _ type: HandshakeType,
        _ body: [UInt8],
        _ version: ProtocolVersion
    ) throws(WireError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(type.id)
        try writer.vector24("message", body)
        return try record(.handshake, version, writer.bytes)
    }

    // MARK: ServerHello

    private func serverHello(_ negotiated: Negotiated.Choice) throws(WireError) -> [UInt8] {
        let needsRetry =
            negotiated.version == .tls13
            && hello.keyShares?.contains { $0.group.id == negotiated.group } != true
        var body = ByteWriter()
        body.uint16(min(negotiated.version, .tls12).code)
        body.append(needsRetry ? ServerHello.retryRandom : [UInt8](repeating: 7, count: 32))
        try body.vector8("session id", hello.sessionID)
        body.uint16(negotiated.suite.id)
        body.uint8(negotiated.compression)
        let extensions = try extensions(negotiated, isRetry: needsRetry)
        if !extensions.isEmpty { try body.vector16("extensions", extensions) }
        return body.bytes
    }

    private func extensions(_ negotiated: Negotiated.Choice, isRetry: Bool) throws(WireError) -> [UInt8] {
        var block = ByteWriter()
        func add(_ type: ExtensionType, _ body: [UInt8]) throws(WireError) {
            block.uint16(type.id)
            try block.vector16("extension", body)
        }
        if negotiated.version == .tls13 {
            var version = ByteWriter()
            version.uint16(ProtocolVersion.tls13.code)
            try add(.supportedVersions, version.bytes)
            var share = ByteWriter()
            share.uint16(negotiated.group ?? 0)
            if !isRetry { try share.vector16("share", [UInt8](repeating: 9, count: 32)) }
            try add(.keyShare, share.bytes)
            return block.bytes
        }
        if hello.renegotiationInfo != nil || hello.suites.contains(.renegotiationSCSV) {
            try add(.renegotiationInfo, [0])
        }
        if hello.extendedMasterSecret { try add(.extendedMasterSecret, []) }
        if let name = negotiated.applicationProtocol {
            var names = ByteWriter()
            try names.vector8("protocol", name.utf8)
            var list = ByteWriter()
            try list.vector16("protocols", names.bytes)
            try add(.applicationProtocols, list.bytes)
        }
        return block.bytes
    }

    // MARK: Further messages

    private func certificates() throws(WireError) -> [UInt8] {
        var list = ByteWriter()
        for certificate in policy.chain { try list.vector24("certificate", certificate) }
        var body = ByteWriter()
        try body.vector24("certificates", list.bytes)
        return body.bytes
    }

    private func key(_ count: Int) -> [UInt8] {
        let number = policy.reusesKeys ? 0 : serial
        return [UInt8](repeating: 0x71, count: count - 2)
            + [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }

    /// By its number, or written out (RFC 4492 §5.4).
    private func curve(_ group: NamedGroup, to body: inout ByteWriter) throws(WireError) {
        switch group {
        case .explicitPrime:
            body.uint8(1)
            try body.vector8("prime", [UInt8](repeating: 0xFB, count: 32))
        case .explicitBinary:
            body.uint8(2)
            body.uint16(163)
            body.uint8(2)
            for exponent in [UInt8(7), 6, 3] { try body.vector8("exponent", [exponent]) }
        default:
            body.uint8(3)
            body.uint16(group.id)
            return
        }
        // Coefficients, base point, order, cofactor.
        for part in [[1], [2], [4, 8, 8], [0xFB], [1]] as [[UInt8]] { try body.vector8("part", part) }
    }

    /// Nil where the suite needs none.
    private func keyExchange(_ negotiated: Negotiated.Choice) throws(WireError) -> [UInt8]? {
        let suite = negotiated.suite
        var body = ByteWriter()
        if suite.keyExchange == .ecdhePSK || suite.keyExchange == .dhePSK { try body.vector16("hint", []) }
        switch suite.keyExchange {
        case .ecdhe, .ecdhePSK:
            try curve(NamedGroup(negotiated.group ?? 0), to: &body)
            try body.vector8("point", [4] + key(64))
        case .dhe, .dhePSK:
            let prime = policy.prime(for: suite, hello)
            for part in [prime, [2], key(prime.count)] { try body.vector16("parameter", part) }
        case .rsa where suite.isExport:
            for part in [[UInt8](repeating: 0xC1, count: 64), [1, 0, 1]] {
                try body.vector16("parameter", part)
            }
        default: return nil
        }
        if suite.isSigned {
            if let scheme = negotiated.scheme { body.uint16(scheme) }
            try body.vector16("signature", [UInt8](repeating: 5, count: 64))
        }
        return body.bytes
    }
}

// MARK: SSL 2.0

extension ServerBytes {
    /// The SERVER-HELLO with the specifications both have, or how the server says *no*.
    static func answer(of policy: ServerPolicy, to hello: SSLv2ClientHello) -> ([UInt8], Transport.StreamEnd)
    {
        guard let own = policy.ssl2 else {
            switch policy.refusal {
            case .alert(let code): return ([21, 3, 1, 0, 2, 2, code], .closed)
            case .close: return ([], .closed)
            case .reset: return ([], .reset)
            }
        }
        let common = hello.cipherSpecs.filter { own.contains($0.id) }
        var body = ByteWriter()
        body.append([4, 0, 1, 0, 2, 0, 0])
        body.uint16(UInt16(common.count * 3))
        body.uint16(16)
        for spec in common { body.uint24(spec.id) }
        body.append([UInt8](repeating: 6, count: 16))
        return ([0x80, UInt8(body.bytes.count)] + body.bytes, .closed)
    }
}
