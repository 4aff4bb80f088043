// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Cipher suites")
struct CipherSuiteTests {
    @Test("The registry is complete and names nothing twice")
    func registryIsSound() {
        #expect(CipherSuiteTable.registered.count == 352)
        #expect(CipherSuiteTable.unregistered.count == 64)
        let rows = CipherSuiteTable.registered + CipherSuiteTable.unregistered
        #expect(Set(rows.map(\.id)).count == rows.count)
        #expect(Set(rows.map(\.name)).count == rows.count)
        let openSSLNames = rows.compactMap(\.openSSLName)
        #expect(Set(openSSLNames).count == openSSLNames.count)
        #expect(CipherSuite.all.count == rows.count - 2)
    }

    @Test("Every name is understood, and only signalling values have no attributes")
    func everyNameIsParsed() {
        for row in CipherSuiteTable.registered + CipherSuiteTable.unregistered {
            let suite = CipherSuite(row.id)
            #expect((suite.attributes == nil) == suite.isSignalling, "\(row.name)")
            #expect(CipherSuite(name: row.name) == suite)
        }
        #expect(CipherSuiteAttributes(suiteName: "TLS_RSA_WITH_ROT13") == nil)
        #expect(CipherSuiteAttributes(suiteName: "TLS_FOO_WITH_AES_128_CBC_SHA") == nil)
        #expect(CipherSuiteAttributes(suiteName: "TLS_RSA_WITH_AES_128_CBC") == nil)
        #expect(CipherSuiteAttributes(suiteName: "TLS_RSA_WITH_AES_128_CBC_SHA7") == nil)
    }

    /// As `openssl ciphers -V` prints them, with OpenSSL 1.0.2 for those that later ones dropped.
    struct Fact: Sendable, CustomTestStringConvertible {
        let id: UInt16
        let openSSLName: String
        let exchange: KeyExchange
        let authentication: Authentication
        let cipher: BulkCipher
        let bits: Int
        let mac: MessageAuthentication

        init(
            _ id: UInt16,
            _ name: String,
            _ exchange: KeyExchange,
            _ authentication: Authentication,
            _ cipher: BulkCipher,
            _ bits: Int,
            _ mac: MessageAuthentication
        ) {
            self.id = id
            openSSLName = name
            self.exchange = exchange
            self.authentication = authentication
            self.cipher = cipher
            self.bits = bits
            self.mac = mac
        }

        var testDescription: String { openSSLName }
    }

    @Test(
        "Attributes are those that OpenSSL prints",
        arguments: [
            Fact(0x1302, "TLS_AES_256_GCM_SHA384", .negotiated, .negotiated, .aes, 256, .aead),
            Fact(0x1303, "TLS_CHACHA20_POLY1305_SHA256", .negotiated, .negotiated, .chacha20, 256, .aead),
            Fact(0xC02C, "ECDHE-ECDSA-AES256-GCM-SHA384", .ecdhe, .ecdsa, .aes, 256, .aead),
            Fact(0xCCAA, "DHE-RSA-CHACHA20-POLY1305", .dhe, .rsa, .chacha20, 256, .aead),
            Fact(0xC0A3, "DHE-RSA-AES256-CCM8", .dhe, .rsa, .aes, 256, .aead),
            Fact(0xC028, "ECDHE-RSA-AES256-SHA384", .ecdhe, .rsa, .aes, 256, .sha384),
            Fact(0xC01B, "SRP-RSA-3DES-EDE-CBC-SHA", .srp, .rsa, .tripleDES, 168, .sha1),
            Fact(0x0094, "RSA-PSK-AES128-CBC-SHA", .rsaPSK, .rsa, .aes, 128, .sha1),
            Fact(0xC037, "ECDHE-PSK-AES128-CBC-SHA256", .ecdhePSK, .psk, .aes, 128, .sha256),
            Fact(0x006C, "ADH-AES128-SHA256", .dhe, .anonymous, .aes, 128, .sha256),
            Fact(0xC018, "AECDH-AES128-SHA", .ecdhe, .anonymous, .aes, 128, .sha1),
            Fact(0x0005, "RC4-SHA", .rsa, .rsa, .rc4, 128, .sha1),
            Fact(0x000A, "DES-CBC3-SHA", .rsa, .rsa, .tripleDES, 168, .sha1),
            Fact(0x0015, "EDH-RSA-DES-CBC-SHA", .dhe, .rsa, .des, 56, .sha1),
            Fact(0x0003, "EXP-RC4-MD5", .rsa, .rsa, .rc4, 40, .md5),
            Fact(0x0006, "EXP-RC2-CBC-MD5", .rsa, .rsa, .rc2, 40, .md5),
            Fact(0x0014, "EXP-EDH-RSA-DES-CBC-SHA", .dhe, .rsa, .des, 40, .sha1),
            Fact(0x0062, "EXP1024-DES-CBC-SHA", .rsa, .rsa, .des, 56, .sha1),
            Fact(0x0061, "EXP1024-RC2-CBC-MD5", .rsa, .rsa, .rc2, 56, .md5),
            Fact(0x0064, "EXP1024-RC4-SHA", .rsa, .rsa, .rc4, 56, .sha1),
            Fact(0x0026, "EXP-KRB5-DES-CBC-SHA", .kerberos, .kerberos, .des, 40, .sha1),
            Fact(0x003B, "NULL-SHA256", .rsa, .rsa, .null, 0, .sha256),
            Fact(0xC025, "ECDH-ECDSA-AES128-SHA256", .ecdh, .ecdsa, .aes, 128, .sha256),
            Fact(0x003E, "DH-DSS-AES128-SHA256", .dh, .dss, .aes, 128, .sha256),
            Fact(0x0007, "IDEA-CBC-SHA", .rsa, .rsa, .idea, 128, .sha1),
            Fact(0x0096, "SEED-SHA", .rsa, .rsa, .seed, 128, .sha1),
            Fact(0x0087, "DHE-DSS-CAMELLIA256-SHA", .dhe, .dss, .camellia, 256, .sha1),
            Fact(0xC061, "ECDHE-ARIA256-GCM-SHA384", .ecdhe, .rsa, .aria, 256, .aead),
            Fact(0x0081, "GOST2001-GOST89-GOST89", .gost, .gost, .gost28147, 256, .gostIMIT),
        ]
    )
    func agreesWithOpenSSL(fact: Fact) throws {
        let suite = CipherSuite(fact.id)
        #expect(suite.openSSLName == fact.openSSLName)
        let attributes = try #require(suite.attributes)
        #expect(attributes.keyExchange == fact.exchange)
        #expect(attributes.authentication == fact.authentication)
        #expect(attributes.cipher == fact.cipher)
        #expect(attributes.bits == fact.bits)
        #expect(attributes.mac == fact.mac)
    }

    @Test("Versions are those in which servers choose a suite")
    func versionsFollowFromTheCipher() {
        #expect(CipherSuite(0x1301).versions == .tls13 ... .tls13)
        #expect(CipherSuite(0xC02F).versions == .tls12 ... .tls12)
        #expect(CipherSuite(0x003C).versions == .tls12 ... .tls12)
        #expect(CipherSuite(0x002F).versions == .ssl3 ... .tls12)
        #expect(CipherSuite(0xC103).versions == .tls13 ... .tls13)
        #expect(CipherSuite(0x00FF).versions == nil)
        #expect(CipherSuite.usable(in: .ssl2).isEmpty)
        // Five of RFC 8446, two of RFC 8998 (SM4), two of RFC 9150, two of AEGIS, four of RFC 9367.
        #expect(CipherSuite.usable(in: .tls13).count == 15)
        #expect(!CipherSuite.usable(in: .ssl3).contains { $0.isAEAD || $0.id == 0 })
        #expect(CipherSuite.usable(in: .tls12).count > CipherSuite.usable(in: .tls11).count)
        #expect(CipherSuite.usable(in: .tls10) == CipherSuite.usable(in: .tls11))
        // Of the suites with SHA-2 only those with a pre-shared key are older than TLS 1.2 (RFC 5487, RFC 5489).
        let since10 = Set(CipherSuite.usable(in: .tls10)).subtracting(CipherSuite.usable(in: .ssl3))
        #expect(since10.contains(CipherSuite(0x00AE)) && since10.contains(CipherSuite(0xC037)))
        #expect(since10.allSatisfy { [.psk, .rsaPSK, .dhePSK, .ecdhePSK].contains($0.keyExchange) })
    }

    @Test("3DES has 168 bits of key and 112 of strength, in blocks of 64")
    func tripleDES() {
        let suite = CipherSuite(0xC012)
        #expect((suite.bits, suite.strengthBits, suite.blockBits) == (168, 112, 64))
        #expect(suite.isCBC && suite.uses64BitBlock && suite.isForwardSecret && !suite.isAEAD)
    }

    @Test("Unknown, signalling and GREASE values survive and claim nothing")
    func unknownValues() {
        let unknown = CipherSuite(0xABCD)
        #expect((unknown.name, unknown.hex, unknown.description) == (nil, "0xABCD", "0xABCD"))
        #expect(unknown.versions == nil && !unknown.isForwardSecret && unknown.bits == 0)
        #expect(CipherSuite.fallbackSCSV.name == "TLS_FALLBACK_SCSV")
        #expect(CipherSuite.fallbackSCSV.isSignalling && CipherSuite.renegotiationSCSV.isSignalling)
        #expect(CipherSuite.grease.map(\.hex).first == "0x0A0A")
        #expect(CipherSuite.grease.map(\.hex).last == "0xFAFA")
        #expect(CipherSuite.grease.count == 16)
        #expect(CipherSuite.grease.filter(\.isGREASE).count == 16)
        #expect(!CipherSuite(0x0A1A).isGREASE)
    }

    @Test("Anonymous suites are not counted as forward secret although their keys are ephemeral")
    func forwardSecrecy() {
        #expect(!CipherSuite(0xC018).isForwardSecret)
        #expect(CipherSuite(0xC013).isForwardSecret)
        #expect(!CipherSuite(0xC00E).isForwardSecret)
        #expect(!CipherSuite(0x009C).isForwardSecret)
        #expect(CipherSuite(0xC035).isForwardSecret)
        #expect(CipherSuite(0x1301).isForwardSecret)
    }
}
