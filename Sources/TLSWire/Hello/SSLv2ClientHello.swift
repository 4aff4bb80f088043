// SPDX-License-Identifier: Apache-2.0

/// A CLIENT-HELLO in the format of SSLv2 (draft-hickman-netscape-ssl-00 §1.2.1).
///
/// With version 2 it asks for SSLv2; with a higher one it asks for SSLv3 or TLS as clients of the nineties did
/// (RFC 5246 appendix E.2), and the answer comes in the format of that version.
package struct SSLv2ClientHello: Hashable, Sendable {
    package var version: UInt16
    package var cipherSpecs: [SSLv2CipherSpec]
    package var sessionID: [UInt8]
    /// 16 to 32 bytes.
    package var challenge: [UInt8]

    package init(
        cipherSpecs: [SSLv2CipherSpec] = SSLv2CipherSpec.all,
        challenge: [UInt8],
        version: UInt16 = ProtocolVersion.ssl2.code,
        sessionID: [UInt8] = []
    ) {
        self.version = version
        self.cipherSpecs = cipherSpecs
        self.sessionID = sessionID
        self.challenge = challenge
    }

    /// The message in a record with a two-byte header, as it is sent.
    package func record() throws(WireError) -> [UInt8] {
        var body = ByteWriter()
        body.uint8(1)
        body.uint16(version)
        body.uint16(try Self.length(cipherSpecs.count * 3, "cipher specs"))
        body.uint16(try Self.length(sessionID.count, "session id"))
        body.uint16(try Self.length(challenge.count, "challenge"))
        for spec in cipherSpecs { body.uint24(spec.id) }
        body.append(sessionID)
        body.append(challenge)
        var record = ByteWriter()
        record.uint16(0x8000 | (try Self.length(body.bytes.count, "CLIENT-HELLO")))
        record.append(body.bytes)
        return record.bytes
    }

    /// Reads one record.
    package init(record: some Collection<UInt8>) throws(WireError) {
        var outer = ByteReader(record)
        let header = try outer.uint16("SSLv2 record")
        guard header & 0x8000 != 0 else {
            throw .invalid(field: "SSLv2 record", reason: "not a two-byte header")
        }
        var reader = ByteReader(try outer.bytes(Int(header & 0x7FFF), "CLIENT-HELLO"))
        try outer.finish("SSLv2 record")
        guard try reader.uint8("message type") == 1 else {
            throw .invalid(field: "message type", reason: "not a CLIENT-HELLO")
        }
        version = try reader.uint16("version")
        let specBytes = Int(try reader.uint16("cipher specs"))
        let sessionBytes = Int(try reader.uint16("session id"))
        let challengeBytes = Int(try reader.uint16("challenge"))
        var specs = ByteReader(try reader.bytes(specBytes, "cipher specs"))
        cipherSpecs = []
        while !specs.isAtEnd { cipherSpecs.append(SSLv2CipherSpec(try specs.uint24("cipher spec"))) }
        sessionID = Array(try reader.bytes(sessionBytes, "session id"))
        challenge = Array(try reader.bytes(challengeBytes, "challenge"))
        try reader.finish("CLIENT-HELLO")
    }

    package func offers(version code: UInt16) -> Bool {
        guard let answered = ProtocolVersion(code: code) else { return false }
        return version == ProtocolVersion.ssl2.code ? answered == .ssl2 : answered.code <= version
    }

    private static func length(_ count: Int, _ field: String) throws(WireError) -> UInt16 {
        guard count <= 0x7FFF else { throw .tooLong(field: field, count: count, limit: 0x7FFF) }
        return UInt16(count)
    }
}
