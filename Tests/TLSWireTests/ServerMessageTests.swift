// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Server messages")
struct ServerMessageTests {
    private func bytes(_ hex: String) -> [UInt8] { RecordedDialogue.bytes(hex: hex) }

    private func exchange(_ hex: String, _ suite: UInt16, _ version: UInt16 = 0x0303) throws
        -> ServerKeyExchange
    {
        try ServerKeyExchange(body: bytes(hex), suite: CipherSuite(suite), version: version)
    }

    @Test("Curves written out are measured")
    func explicitCurves() throws {
        let prime = try exchange("01 02 01ff 01aa 01bb 02cccc 01dd 0101 0304eeee 0401 0002 5555", 0xC02F)
        #expect(prime.parameters == .ecdhe(curve: .explicitPrime(bits: 9), point: [4, 0xEE, 0xEE]))
        #expect(prime.signature?.scheme == .rsaPKCS1SHA256)
        #expect(prime.group == .explicitPrime)
        let trinomial = try exchange("02 00a3 01 0107 01aa 01bb 02cccc 01dd 0101 0104", 0xC018)
        #expect(trinomial.parameters == .ecdhe(curve: .explicitBinary(bits: 163), point: [4]))
        #expect(trinomial.group == .explicitBinary)
        #expect(trinomial.signature == nil)
        let pentanomial = try exchange("02 00a3 02 0107 0106 0103 01aa 01bb 02cccc 01dd 0101 0104", 0xC018)
        #expect(pentanomial.parameters == .ecdhe(curve: .explicitBinary(bits: 163), point: [4]))
        #expect(throws: WireError.self) { try exchange("02 00a3 09 0107", 0xC018) }
        #expect(throws: WireError.self) { try exchange("07 00a3", 0xC018) }
    }

    @Test("Below TLS 1.2 a signature has no scheme")
    func oldSignature() throws {
        let old = try exchange("03 0017 0104 0002 5555", 0xC013, 0x0301)
        #expect(old.signature == ServerKeyExchange.Signature(scheme: nil, bytes: [0x55, 0x55]))
        #expect(old.group == .secp256r1)
    }

    @Test("PSK suites begin with a hint and are not signed")
    func pskHints() throws {
        let plain = try exchange("0003 616263", 0x008C)
        #expect((plain.parameters, plain.pskHint) == (.pskHintOnly, [0x61, 0x62, 0x63]))
        let dhe = try exchange("0000 0001 17 0001 02 0001 05", 0x0090)
        #expect(dhe.pskHint == [])
        #expect(dhe.modulusBits == 5 && dhe.signature == nil)
        let ecdhe = try exchange("0000 03 001d 0101", 0xC035)
        #expect(ecdhe.group == .x25519 && ecdhe.publicValue == [1])
    }

    @Test("SRP: prime, generator, salt, public value; signed only with a certificate")
    func srp() throws {
        let anonymous = try exchange("0001 17 0001 02 01 99 0001 05", 0xC01D)
        #expect(anonymous.parameters == .srp(prime: [0x17], generator: [2], salt: [0x99], publicValue: [5]))
        #expect(anonymous.signature == nil)
        #expect(try exchange("0001 17 0001 02 01 99 0001 05 0401 0001 77", 0xC01E).signature?.bytes == [0x77])
    }

    @Test("A suite without a known format keeps the bytes; bytes left over are refused")
    func unknownAndTrailing() throws {
        #expect(try exchange("aabb", 0xABCD).parameters == .unrecognised([0xAA, 0xBB]))
        #expect(throws: WireError.trailing(field: "ServerKeyExchange", count: 1)) {
            try exchange("03 0017 0104 00", 0xC018)
        }
    }

    @Test("ServerHello: the version is supported_versions', if there is one")
    func serverHelloVersion() throws {
        let fixed = "0303" + String(repeating: "11", count: 32) + "00 1301 00"
        #expect(try ServerHello(body: bytes(fixed)).protocolVersion == .tls12)
        let hello = try ServerHello(body: bytes(fixed + "0006 002b00020304"))
        #expect(hello.protocolVersion == .tls13 && hello.legacyVersion == 0x0303)
        #expect(throws: WireError.self) { try ServerHello(body: bytes(fixed + "0007 002b00020304")) }
        #expect(throws: WireError.trailing(field: "ServerHello", count: 1)) {
            try ServerHello(body: bytes(fixed + "0006 002b00020304 00"))
        }
        let broken = try ServerHello(body: bytes(fixed + "0007 002b0003030400"))
        #expect(broken.content.malformed == [.supportedVersions] && broken.protocolVersion == .tls12)
    }

    @Test("A session id longer than 32 bytes is refused")
    func longSessionID() {
        let body =
            "0303" + String(repeating: "11", count: 32) + "21" + String(repeating: "22", count: 33) + "c02f00"
        #expect(throws: WireError.tooLong(field: "session id", count: 33, limit: 32)) {
            try ServerHello(body: bytes(body))
        }
    }

    @Test("Server extensions: NPN, ALPN, timestamps, formats, limits")
    func serverExtensions() throws {
        let list = try RawExtension.list(
            in: bytes(
                "33740003 02 6832 00100005 0003 02 6832 00120006 0004 0002 aabb 000b00020100 00010001 02 001c00024000"
            )
        )
        let content = ServerExtensions(list)
        #expect(content.nextProtocols == ["h2"])
        #expect(content.applicationProtocol == "h2")
        #expect(content.signedCertificateTimestamps == [[0xAA, 0xBB]])
        #expect(content.pointFormats == [0])
        #expect(content.maxFragmentLength == 2)
        #expect(content.recordSizeLimit == 0x4000)
        #expect(content.malformed.isEmpty)
    }

    @Test("Messages of TLS 1.3 that others decrypt")
    func decryptedMessages() throws {
        let encrypted = try EncryptedExtensions(body: bytes("000d 00100005 0003 02 6832 0000 0000"))
        #expect(encrypted.content.applicationProtocol == "h2")
        #expect(encrypted.extensions.count == 2)
        let certificate = try CertificateMessage13(
            body: bytes("00 000017 000003 aabbcc 000f 00050007 01 000003 ddeeff 0012 0000")
        )
        #expect(certificate.entries.map(\.certificate) == [[0xAA, 0xBB, 0xCC]])
        #expect(certificate.entries.first?.ocspResponse == [0xDD, 0xEE, 0xFF])
        let ticket = try NewSessionTicket13(
            body: bytes("00015180 00000001 02 0001 0003 aabbcc 0008 002a0004 00004000")
        )
        #expect((ticket.lifetime, ticket.maxEarlyData, ticket.ticket.count) == (86_400, 16_384, 3))
        let request = try CertificateRequest13(
            body: bytes("00 0011 000d0004 0002 0804 002f0005 0003 0001 30")
        )
        #expect(request.signatureSchemes == [.rsaPSSRSAeSHA256])
        #expect(request.authorities == [[0x30]])
    }

    @Test("Certificate, status and ticket up to TLS 1.2")
    func oldMessages() throws {
        #expect(try CertificateMessage(body: bytes("000000")).certificates.isEmpty)
        #expect(try CertificateMessage(body: bytes("000009 000002 aabb 000001 cc")).certificates.count == 2)
        #expect(throws: WireError.self) {
            try CertificateMessage(body: bytes("000009 000002 aabb 000002 cc"))
        }
        #expect(try CertificateStatus(body: bytes("01 000002 aabb")).responses == [[0xAA, 0xBB]])
        #expect(try CertificateStatus(body: bytes("02 000007 000001 aa 000000")).responses == [[0xAA], []])
        #expect(throws: WireError.self) { try CertificateStatus(body: bytes("07 00")) }
        let ticket = try NewSessionTicket(body: bytes("0000012c 0002 aabb"))
        #expect((ticket.lifetimeHint, ticket.ticket) == (300, [0xAA, 0xBB]))
        let request = try CertificateRequest(body: bytes("02 0140 0000"), version: 0x0302)
        #expect(request.certificateTypes == [1, 64] && request.signatureSchemes == nil)
    }
}
