// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Foundation
import Model
import Testing

struct RecordTests {
    /// RFC 4034 §5.4 and §2.3: the key of dskey.example.com and its tag.
    @Test func keyTagAndLengthAreThoseOfTheRFC() throws {
        let base64 =
            "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvx"
            + "egXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="
        let key = ZoneKey(
            flags: 256,
            algorithm: 5,
            publicKey: Array(try #require(Data(base64Encoded: base64)))
        )
        #expect(key.keyTag == 60485)
        #expect(key.rsaBits == 1024)
        #expect(key.isZoneKey && !key.isSecureEntryPoint && !key.isRevoked)
    }

    @Test func typesOfNSECAreReadAcrossWindows() throws {
        // RFC 4034 §4.3: A MX RRSIG NSEC TYPE1234.
        let rdata =
            hex("04 686f7374 07 6578616d706c65 03 636f6d 00 0006 400100000003")
            + hex("04 1b 000000000000000000000000000000000000000000000000000020")
        guard case .denial(let denial) = RecordData(type: .nsec, rdata: rdata) else {
            Issue.record("no NSEC")
            return
        }
        #expect(denial.types.map(\.description) == ["A", "MX", "RRSIG", "NSEC", "TYPE1234"])
        #expect(denial.next.description == "host.example.com")
        #expect(try RecordData.denial(denial).encoded() == rdata)
        // In whatever order the types were given.
        let made = NextSecure(next: denial.next, types: denial.types.reversed())
        #expect(try RecordData.denial(made).encoded() == rdata)
    }

    /// RFC 4034 §3.3, the signature cut short.
    @Test func aSignatureIsWrittenAsItIsRead() throws {
        let signature = RecordSignature(
            covered: .a,
            algorithm: 5,
            labels: 3,
            originalTTL: 86400,
            expiration: 1_048_354_263,
            inception: 1_045_762_263,
            keyTag: 2642,
            signer: try #require(DNSName("example.com")),
            signature: [0xA0, 0x90, 0x75]
        )
        let rdata =
            hex("0001 05 03 00015180 3e7c9dd7 3e5510d7 0a52")
            + hex("07 6578616d706c65 03 636f6d 00 a09075")
        #expect(try RecordData.signature(signature).encoded() == rdata)
        #expect(RecordData(type: .rrsig, rdata: rdata) == .signature(signature))
    }

    @Test func serviceBindingGivesProtocolsHintsAndEncryptedHello() throws {
        let rdata = hex(
            "0001 00 0001 0006 02 6832 02 6833 0003 0002 20fb 0004 0004 c0000201 0005 0003 010203"
                + "0006 0010 20010db8000000000000000000000001"
        )
        guard case .binding(let binding) = RecordData(type: .https, rdata: rdata) else {
            Issue.record("no HTTPS record")
            return
        }
        #expect(binding.protocols == ["h2", "h3"] && binding.port == 8443 && !binding.isAlias)
        #expect(binding.encryptedHello == [1, 2, 3])
        #expect(binding.hints.map(\.description) == ["192.0.2.1", "2001:db8::1"])
        #expect(try RecordData.binding(binding).encoded() == rdata)
    }

    @Test func parametersOutOfOrderAreRefused() {
        let data = RecordData(type: .svcb, rdata: hex("0001 00 0003 0002 20fb 0001 0003 02 6832"))
        guard case .malformed = data else {
            Issue.record("\(data)")
            return
        }
    }

    @Test func authorisationKeepsItsTagInLowerCase() {
        let data = RecordData(type: .caa, rdata: hex("80 05 4973537565") + Array("ca.example".utf8))
        #expect(
            data
                == .issuance(
                    CertificationAuthorityAuthorization(
                        isCritical: true,
                        tag: "issue",
                        value: Array("ca.example".utf8)
                    )
                )
        )
    }

    @Test func bareDataHasNothingToPointTo() {
        guard case .malformed = RecordData(type: .ns, rdata: hex("01 61 c000")) else {
            Issue.record("a pointer was followed")
            return
        }
    }

    @Test func typesAreNamedOrNumbered() {
        #expect(RecordType.caa.description == "CAA" && RecordType(rawValue: 999).description == "TYPE999")
    }
}
