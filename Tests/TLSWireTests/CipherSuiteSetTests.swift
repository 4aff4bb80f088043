// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

/// The sets that advisories list by hand, against what follows from the names.
@Suite("Sets of cipher suites")
struct CipherSuiteSetTests {
    /// Reads `0001 002C-002E C006`.
    private func set(_ text: String) -> Set<CipherSuite> {
        Set(
            text.split(separator: " ").flatMap { item -> [CipherSuite] in
                let bounds = item.split(separator: "-").compactMap { UInt16($0, radix: 16) }
                guard let first = bounds.first, let last = bounds.last else { return [] }
                return (first...last).map { CipherSuite($0) }
            }
        )
    }

    /// Among the suites that have been common, for the lists do not have the drafts.
    private func suites(where condition: (CipherSuite) -> Bool) -> Set<CipherSuite> {
        Set(CipherSuite.all.filter { ($0.isRegistered || (0x60...0x66).contains($0.id)) && condition($0) })
    }

    private func expectSame(_ derived: Set<CipherSuite>, _ listed: Set<CipherSuite>) {
        #expect(derived.subtracting(listed).sorted() == [], "derived, not listed")
        #expect(listed.subtracting(derived).sorted() == [], "listed, not derived")
    }

    @Test("RC4")
    func rc4() {
        let listed = set(
            "0003 0004 0005 0017 0018 0020 0024 0028 002B 0060 0064 0065 0066 008A 008E 0092 C002 C007 C00C C011 C016 C033"
        )
        expectSame(suites { $0.usesRC4 }, listed)
    }

    @Test("3DES, IDEA, DES and RC2: blocks of 64 bits")
    func smallBlocks() {
        let tripleDES = set(
            "000A 000D 0010 0013 0016 001B 001F 0023 008B 008F 0093 C003 C008 C00D C012 C017 C01A-C01C C034"
        )
        expectSame(suites { $0.cipher == .tripleDES }, tripleDES)
        expectSame(suites { $0.cipher == .idea }, set("0007 0021 0025"))
        expectSame(suites { $0.cipher == .rc2 }, set("0006 0027 002A 0061"))
        expectSame(
            suites { $0.cipher == .des && !$0.isExport },
            set("0009 000C 000F 0012 0015 001A 001E 0022")
        )
        #expect(suites { $0.uses64BitBlock }.isSuperset(of: tripleDES))
    }

    @Test("Export")
    func export() {
        // 0026-002B are Kerberos's; 0066 is RC4 with 128 bits beside the EXPORT1024 suites.
        expectSame(
            suites { $0.isExport },
            set("0003 0006 0008 000B 000E 0011 0014 0017 0019 0026-002B 0060-0065")
        )
    }

    @Test("NULL")
    func null() {
        // And 0000, the null suite itself, which the usual lists leave out.
        expectSame(
            suites { $0.isNull },
            set(
                "0000-0002 002C-002E 003B 00B0 00B1 00B4 00B5 00B8 00B9 C001 C006 C00B C010 C015 C039-C03B C0B4 C0B5"
            )
        )
    }

    @Test("Anonymous")
    func anonymous() {
        expectSame(
            suites { $0.isAnonymous },
            set(
                "0017-001B 0034 003A 0046 006C 006D 0089 009B 00A6 00A7 00BF 00C5 C015-C019 C046 C047 C05A C05B C084 C085"
            )
        )
    }

    @Test("RSA key exchange without export")
    func staticRSA() {
        expectSame(
            suites { $0.keyExchange == .rsa && !$0.isExport },
            set(
                """
                0001 0002 0004 0005 0007 0009 000A 002F 0035 003B-003D 0041 0084 0096 009C 009D 00BA 00C0 C03C C03D \
                C050 C051 C07A C07B C09C C09D C0A0 C0A1
                """
            )
        )
    }

    @Test("SSLv2's own: thirteen, of which two are export")
    func sslv2() {
        #expect(SSLv2CipherSpec.all.count == 13)
        #expect(SSLv2CipherSpec.all.filter(\.isExport).map(\.hex) == ["0x020080", "0x040080"])
        #expect(SSLv2CipherSpec(0x0700C0).openSSLName == "DES-CBC3-MD5")
        #expect(SSLv2CipherSpec.all.filter(\.isWeakForDROWN).count == 5)
        #expect(SSLv2CipherSpec(CipherSuite(0x002F)).suite == CipherSuite(0x002F))
        #expect(SSLv2CipherSpec(0x010080).suite == nil)
    }

    /// By the blocks of the IANA registry, and what was deployed without a place in it.
    @Test(arguments: [
        ("original", 0x0001...0x001B, 27), ("Kerberos", 0x001E...0x002B, 14),
        ("PSK NULL", 0x002C...0x002E, 3),
        ("AES", 0x002F...0x0040, 18), ("Camellia 128", 0x0041...0x0046, 6),
        ("export 1024", 0x0060...0x0066, 7),
        ("AES SHA-256", 0x0067...0x006D, 7), ("draft GOST", 0x0080...0x0083, 4),
        ("Camellia 256", 0x0084...0x0089, 6),
        ("PSK", 0x008A...0x0095, 12), ("SEED", 0x0096...0x009B, 6), ("GCM", 0x009C...0x00A7, 12),
        ("PSK SHA-256", 0x00A8...0x00B9, 18), ("Camellia SHA-256", 0x00BA...0x00C5, 12),
        ("SM4", 0x00C6...0x00C7, 2), ("TLS 1.3", 0x1301...0x1307, 7), ("ECC", 0xC001...0xC019, 25),
        ("SRP", 0xC01A...0xC022, 9), ("ECC SHA-256", 0xC023...0xC032, 16), ("ECDHE PSK", 0xC033...0xC03B, 9),
        ("ARIA", 0xC03C...0xC071, 54), ("Camellia ECC", 0xC072...0xC09B, 42), ("CCM", 0xC09C...0xC0AF, 20),
        ("ECCPWD", 0xC0B0...0xC0B3, 4), ("GOST", 0xC100...0xC106, 7), ("draft ChaCha20", 0xCC13...0xCC15, 3),
        ("ChaCha20", 0xCCA8...0xCCAE, 7), ("FIPS", 0xFEFE...0xFEFF, 2), ("CryptoPro", 0xFF85...0xFF85, 1),
    ])
    func noBlockOfSuitesHasAGap(family: String, block: ClosedRange<Int>, count: Int) {
        let known = block.filter { CipherSuite.names[UInt16($0)] != nil }
        #expect(
            known.count == count && block.count == count,
            "\(family) lacks \(block.filter { !known.contains($0) })"
        )
    }
}
