// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

@Suite("Groups, signature schemes, versions and alerts")
struct NamedGroupTests {
    @Test("Groups: all of IANA's and the deployed experiments, each name once")
    func registryIsSound() {
        #expect(NamedGroup.all.count == 61)
        #expect(Set(NamedGroup.all.compactMap(\.name)).count == 61)
        #expect(NamedGroup(0x7777).name == nil)
        #expect(NamedGroup(0x7777).hex == "0x7777")
        #expect(!NamedGroup(0x7777).usableInTLS13)
    }

    @Test(
        "A client's share has the length that the group demands",
        arguments: [
            (0x0017, 65), (0x0018, 97), (0x0019, 133), (0x001D, 32), (0x001E, 56), (0x0100, 256),
            (0x0104, 1024),
            (0x0200, 800), (0x0201, 1184), (0x0202, 1568), (0x11EB, 1249), (0x11EC, 1216), (0x11ED, 1665),
            (0x0001, 43), (0x0010, 41),
        ] as [(UInt16, Int)]
    )
    func shareSizes(id: UInt16, size: Int) {
        #expect(NamedGroup(id).clientShareSize == size)
    }

    @Test("Versions: old curves below TLS 1.3, post-quantum groups in it only, P-256 in both")
    func versions() {
        #expect(NamedGroup(0x0001).usableInTLS12 && !NamedGroup(0x0001).usableInTLS13)
        #expect(NamedGroup(0x001A).usableInTLS12 && !NamedGroup(0x001A).usableInTLS13)
        #expect(NamedGroup(0x001F).usableInTLS13 && !NamedGroup(0x001F).usableInTLS12)
        #expect(NamedGroup.secp256r1.usableInTLS12 && NamedGroup.secp256r1.usableInTLS13)
        #expect(NamedGroup.all.filter(\.isPostQuantum).allSatisfy { $0.usableInTLS13 && !$0.usableInTLS12 })
        #expect(NamedGroup.usable(in: .tls13).count + NamedGroup.usable(in: .tls12).count > 61)
    }

    @Test("Strength of a curve is half its field, of ffdhe what RFC 7919 says")
    func strength() {
        #expect(NamedGroup.secp384r1.strengthBits == 192)
        #expect(NamedGroup(0x0100).strengthBits == 103)
        #expect(NamedGroup(0x0100).bits == 2048)
    }

    @Test("Shares without a private key have the right length, and there is none where arithmetic is needed")
    func sharesWithoutPrivateKey() {
        let random = [UInt8](repeating: 7, count: 64)
        for group in NamedGroup.all {
            guard let share = KeyShareEntry.withoutPrivateKey(for: group, random: random) else { continue }
            #expect(share.keyExchange.count == group.clientShareSize, "\(group)")
        }
        let answered = NamedGroup.all.filter {
            KeyShareEntry.withoutPrivateKey(for: $0, random: random) != nil
        }
        #expect(
            answered.compactMap(\.name) == [
                "secp256r1", "secp384r1", "secp521r1", "x25519", "x448", "ffdhe2048", "ffdhe3072",
                "ffdhe4096",
                "ffdhe6144", "ffdhe8192", "MLKEM512", "MLKEM768", "MLKEM1024", "SecP256r1MLKEM768",
                "X25519MLKEM768",
            ]
        )
        #expect(KeyShareEntry.withoutPrivateKey(for: .x25519, random: []) == nil)
    }

    @Test("Signature schemes split into hash and signature")
    func signatureSchemes() {
        #expect(SignatureScheme.all.count == Set(SignatureScheme.all.compactMap(\.name)).count)
        #expect(SignatureScheme.all.allSatisfy { $0.hash != nil && $0.signature != nil })
        #expect(SignatureScheme(0x0401).name == "rsa_pkcs1_sha256")
        #expect(SignatureScheme(0x0202).name == "dsa_sha1")
        #expect(SignatureScheme(0x0303).name == "ecdsa_sha224")
        #expect((SignatureScheme(0x0402).hash, SignatureScheme(0x0402).signature) == (.sha256, .dsa))
        #expect((SignatureScheme(0x0806).hash, SignatureScheme(0x0806).signature) == (.sha512, .rsaPSS))
        #expect((SignatureScheme(0x0807).hash, SignatureScheme(0x0807).signature) == (.intrinsic, .eddsa))
        #expect(SignatureScheme(0x0905).signature == .mldsa)
        #expect(SignatureScheme(0x0101).isWeakHash && SignatureScheme(0x0203).isWeakHash)
        #expect(SignatureScheme(0x7777).hash == nil && SignatureScheme(0x7777).signature == nil)
    }

    @Test("TLS 1.3 signs with PSS, named curves and what is newer; never with PKCS #1, SHA-1 or DSA")
    func schemesOfTLS13() {
        let names = SignatureScheme.all.filter(\.usableInTLS13Handshake).compactMap(\.name)
        #expect(names.contains("rsa_pss_rsae_sha256") && names.contains("mldsa65"))
        #expect(
            names.contains("ecdsa_secp256r1_sha256") && names.contains("ecdsa_brainpoolP256r1tls13_sha256")
        )
        #expect(!names.contains { $0.contains("pkcs1") || $0.contains("sha1") || $0.contains("dsa_sha224") })
        #expect(!SignatureScheme(0x0905).usableInTLS12 && SignatureScheme(0x0202).usableInTLS12)
    }

    @Test("Versions are ordered by age and keep their numbers")
    func protocolVersions() {
        #expect(ProtocolVersion.allCases.map(\.code) == [0x0002, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304])
        #expect(ProtocolVersion.allCases == ProtocolVersion.allCases.sorted())
        #expect(ProtocolVersion.allCases.allSatisfy { ProtocolVersion(code: $0.code) == $0 })
        #expect(ProtocolVersion(code: 0x7F1C) == nil)
        #expect(ProtocolVersion.tls12.rawValue == "tls1.2")
    }

    @Test("Alerts: warnings let a dialogue go on, close_notify does not")
    func alerts() {
        #expect(AlertDescription(112).name == "unrecognized_name")
        #expect(!Alert(level: 1, description: .unrecognizedName).endsDialogue)
        #expect(Alert(level: 1, description: .closeNotify).endsDialogue)
        #expect(Alert(level: 2, description: .handshakeFailure).endsDialogue)
        #expect(Alert(level: 77, description: AlertDescription(200)).isFatal)
        #expect(AlertDescription(200).description == "0xC8")
        #expect(ExtensionType(13172).name == "next_protocol_negotiation")
    }
}
