// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

@Suite struct CertificateDetailsTests {
    @Test func recordedCertificatesReadAsTheRecordingsSay() throws {
        let recordings = try Recording.withCertificates()
        #expect(recordings.count > 100)
        for recording in recordings {
            let expected = try #require(recording.expect.certificates)
            let chain = recording.certificates
            #expect(chain.count == expected.count, "\(recording.name)")
            for (der, known) in zip(chain, expected) {
                let details = try CertificateDetails(der: der)
                #expect(details.sha256 == known.sha256, "\(recording.name)")
                #expect(details.subject.commonName ?? "" == known.subject, "\(recording.name)")
                #expect(details.issuer.commonName ?? "" == known.issuer, "\(recording.name)")
                #expect(details.key.type.uppercased() == known.key.uppercased(), "\(recording.name)")
                if let bits = known.bits { #expect(details.key.bits == bits, "\(recording.name)") }
                #expect(details.isSelfSigned == known.self_signed, "\(recording.name)")
                #expect(details.notBefore != nil && details.notAfter != nil)
            }
        }
    }

    @Test func uglyRecordedCertificateIsReadWhole() throws {
        let recording = try Recording("cert-rsa512-md5-openssl102")
        let details = try CertificateDetails(der: try #require(recording.certificates.first))
        #expect(details.version == 3)
        #expect(details.serial == "4e461a759ab18a1cf6533b549590672d136b1db1")
        #expect(details.subject.text == "CN=good.lab.test")
        #expect(details.issuer.text == "CN=Lab Intermediate CA,O=TLS Scan Lab")
        #expect(details.issuer.organization == "TLS Scan Lab")
        #expect(try details.notBefore == utc("2026-11-20T22:35:01Z"))
        #expect(try details.notAfter == utc("2028-10-22T22:35:01Z"))
        #expect(details.key.rsaModulus?.count == 64)
        #expect(details.key.rsaExponent == "65537")
        #expect(details.signature.algorithm == "md5WithRSAEncryption")
        #expect(details.signature.isDigestBroken)
        #expect(details.subjectAlternativeNames?.dns == ["localhost", "good.lab.test"])
        #expect(details.subjectAlternativeNames?.addresses.contains([127, 0, 0, 1]) == true)
        #expect(details.keyUsage == ["digitalSignature", "keyEncipherment"])
        #expect(details.extendedKeyUsage == ["serverAuth"])
        #expect(details.ocspURLs == ["http://127.0.0.1:20980/"])
        #expect(details.issuerURLs == ["http://127.0.0.1:20981/int.der"])
        #expect(details.crlURLs == ["http://127.0.0.1:20981/int.crl"])
        #expect(details.authorityKeyIdentifier == "fc879e19d3a8f676c7bf9ce8d6069aa5b17502ee")
        #expect(!details.isCertificateAuthority && !details.mustStaple && !details.isSelfIssued)
    }

    @Test(
        arguments: [
            (PrivateKey.Kind.rsa(bits: 512), "RSA", 512, nil), (.rsa(bits: 1024), "RSA", 1024, nil),
            (.rsa(bits: 2047), "RSA", 2047, nil), (.ec(curve: "P-224"), "EC", 224, "secp224r1"),
            (.ec(curve: "P-256"), "EC", 256, "secp256r1"), (.ec(curve: "secp256k1"), "EC", 256, "secp256k1"),
            (.ec(curve: "brainpoolP256r1"), "EC", 256, "brainpoolP256r1"), (.ed25519, "Ed25519", 256, nil),
            (.ed448, "Ed448", 456, nil),
        ] as [(PrivateKey.Kind, String, Int, String?)]
    )
    func keysOfManyKindsAreNamedAndMeasured(
        kind: PrivateKey.Kind,
        type: String,
        bits: Int,
        curve: String?
    ) throws {
        let made = try Laboratory.selfSigned("a.example", key: kind, digest: .sha256)
        let details = try CertificateDetails(der: made.der)
        #expect(details.key.type == type)
        #expect(details.key.bits == bits)
        #expect(details.key.curve == curve)
        #expect(details.isSelfIssued && details.isSelfSigned)
        #expect((details.signature.digest == nil) == (type.hasPrefix("Ed")))
    }

    @Test(arguments: [CertificateTemplate.Digest.md5, .sha1])
    func brokenDigestsCanBeMadeAndAreNamed(digest: CertificateTemplate.Digest) throws {
        let made = try Laboratory.selfSigned("a.example", key: .rsa(bits: 1024), digest: digest)
        let details = try CertificateDetails(der: made.der)
        #expect(details.signature.digest == digest.rawValue)
        #expect(details.signature.isDigestBroken)
    }

    @Test func extensionsAreRead() throws {
        var template = Laboratory.template("ca.example")
        template.isCertificateAuthority = true
        template.mustStaple = true
        template.extendedKeyUsage = "serverAuth,OCSPSigning,1.2.3.4"
        template.serial = [0, 0xFF]
        let details = try CertificateDetails(
            der: try CertificateFactory.issue(template, key: try .generate(.ed25519)).der
        )
        #expect(details.isCertificateAuthority && details.pathLength == nil)
        #expect(details.keyUsage == ["keyCertSign", "cRLSign"])
        #expect(details.mustStaple)
        #expect(details.extendedKeyUsage == ["serverAuth", "OCSPSigning", "1.2.3.4"])
        #expect(details.serial == "ff")
        #expect(details.subjectAlternativeNames == nil)
        #expect(details.subjectKeyIdentifier?.count == 40)
    }

    @Test func hostileNamesAreEscaped() throws {
        var template = Laboratory.template("evil\u{0}\u{1B}[2Jéa, O=x")
        template.dnsNames = ["good.example\u{0}.evil.example", "back\\slash"]
        let details = try CertificateDetails(
            der: try CertificateFactory.issue(template, key: try .generate(.ed25519)).der
        )
        #expect(details.subjectAlternativeNames?.dns == ["good.example\\x00.evil.example", "back\\x5cslash"])
        let text = details.subject.text + (details.subject.commonName ?? "")
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
        #expect(details.subject.text.contains("é"))
        #expect(details.subject.text.contains("a\\, O"))
    }

    @Test func brokenBytesAreAnErrorAndNeverACrash() throws {
        let der = try Laboratory.selfSigned("a.example", key: .ec(curve: "P-256"), digest: .sha256).der
        #expect(throws: CryptoError.self) { try CertificateDetails(der: []) }
        #expect(throws: CryptoError.self) { try CertificateDetails(der: der + [0]) }
        for length in stride(from: 0, to: der.count, by: 7) {
            #expect(throws: CryptoError.self) { try CertificateDetails(der: Array(der.prefix(length))) }
        }
        var random = SystemRandomNumberGenerator()
        for position in der.indices {
            var changed = der
            changed[position] ^= UInt8.random(in: 1...255, using: &random)
            // Whatever comes of it, reading ends; many changes still give a certificate.
            if let details = try? CertificateDetails(der: changed) {
                #expect(details.sha256 == SHA256.hex(changed))
                #expect(!details.isSelfSigned || changed == der || details.serial != "")
            }
        }
    }

    @Test func timestampListsAreReadWithinTheirBounds() {
        let one =
            [UInt8](repeating: 0, count: 1) + [UInt8](repeating: 0xAB, count: 32) + [
                0, 0, 1, 0x9A, 0, 0, 0, 1,
            ]
        let entry: [UInt8] = [0, UInt8(one.count)] + one
        let list = SignedCertificateTimestamp.list([0, UInt8(entry.count * 2)] + entry + entry)
        #expect(list.count == 2)
        #expect(list.first?.logID == String(repeating: "ab", count: 32))
        #expect(list.first?.milliseconds == 0x19A_0000_0001)
        #expect(SignedCertificateTimestamp.list([0, 200] + entry).isEmpty)
        #expect(SignedCertificateTimestamp.list([0, 4, 0, 2, 1, 2]).isEmpty)
        #expect(SignedCertificateTimestamp.list([]).isEmpty)
    }

    @Test func digestsAreThoseOfTheStandard() {
        #expect(
            SHA256.hex(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
