// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Foundation
import MailPolicy
import Testing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

struct DKIMKeyRecordTests {
    private static let rsa1024 =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4j"
        + "YfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQ"
        + "PNUYckcQ2QIDAQAB"

    @Test func theKeyOfRFC6376Has1024Bits() throws {
        let key = try DKIMKeyRecord(bytes("v=DKIM1; p=\(Self.rsa1024)"))
        #expect(key.keyType == .rsa(bits: 1024))
        #expect(!key.isRevoked && !key.isTesting && !key.isStrict && key.isForMail && key.hashes.isEmpty)
    }

    @Test func whiteSpaceInTheKeyMeansNothing() throws {
        let folded = Self.rsa1024.enumerated().map { $0 % 50 == 0 ? " \($1)" : "\($1)" }.joined()
        #expect(try DKIMKeyRecord(bytes("k=rsa; p=\(folded)")).keyType == .rsa(bits: 1024))
    }

    @Test func theKeyOfRFC8463IsEd25519() throws {
        let key = try DKIMKeyRecord(
            bytes("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
        )
        #expect(key.keyType == .ed25519(isSound: true))
    }

    @Test func flagsAreRead() throws {
        let key = try DKIMKeyRecord(bytes("v=DKIM1; t=y : s; h=sha1:SHA256; s=tlsrpt; p="))
        #expect(
            key.isTesting && key.isStrict && key.isRevoked && !key.isForMail
                && key.hashes == ["sha1", "sha256"]
        )
        #expect(key.keyType == .rsa(bits: nil))
    }

    @Test(arguments: [
        "v=DKIM2; p=", "k=rsa; v=DKIM1; p=", "v=DKIM1", "v=DKIM1; p=%%%", "v=DKIM1; p=AA; p=AA", "p=é",
    ])
    func noKey(_ text: String) { #expect(throws: PolicySyntaxError.self) { try DKIMKeyRecord(bytes(text)) } }

    @Test func keysThatAreCutHaveNoLength() throws {
        let whole = try #require(Data(base64Encoded: Self.rsa1024))
        for length in 0..<whole.count - 6 {
            let cut = whole.prefix(length).base64EncodedString()
            let key = try DKIMKeyRecord(bytes("p=\(cut)"))
            #expect(key.keyType == .rsa(bits: nil), "\(length)")
        }
    }
}

struct MTASTSTests {
    private static let sound =
        "version: STSv1\nmode: enforce\nmx: mail.mfa.example\nmx: *.mx.example\nmax_age: 604800\n"

    @Test(arguments: [
        sound, sound.replacing("\n", with: "\r\n"), sound + "\n\n", sound + "mode: none\nx-other: 1",
        sound.replacing(": ", with: ":"),
    ])
    func aSoundFileIsRead(_ text: String) throws {
        let policy = try MTASTSPolicy(bytes(text))
        #expect(policy.mode == .enforce && policy.maximumAge == 604_800)
        #expect(policy.hosts.map(\.description) == ["mail.mfa.example", "*.mx.example"])
    }

    @Test(
        "A wildcard stands for exactly one label",
        arguments: [
            ("mail.mfa.example", true), ("MAIL.mfa.example", true), ("a.mx.example", true),
            ("a.b.mx.example", false),
            ("mx.example", false), ("other.mfa.example", false),
        ]
    )
    func matching(_ host: String, _ expected: Bool) throws {
        let policy = try MTASTSPolicy(bytes(Self.sound))
        #expect(policy.covers(try #require(DNSName(host))) == expected)
    }

    @Test(
        arguments: [
            "", "mode: enforce\nmx: a.b\nmax_age: 1", "version: STSv2\nmode: enforce\nmx: a.b\nmax_age: 1",
            "version: STSv1\nmode: strict\nmx: a.b\nmax_age: 1", "version: STSv1\nmode: enforce\nmax_age: 1",
            "version: STSv1\nmode: enforce\nmx: a.b",
            "version: STSv1\nmode: enforce\nmx: a.b\nmax_age: 31557601",
            "version: STSv1\nmode: enforce\nmx: a.b\nmax_age: -1",
            "version: STSv1\nmode: enforce\nmx: a.*.b\nmax_age: 1",
            "version: STSv1\nmode: enforce\nmx: \nmax_age: 1", "<html>", "version: STSv1\nmode enforce",
        ]
    )
    func noPolicy(_ text: String) {
        #expect(throws: PolicySyntaxError.self) { try MTASTSPolicy(bytes(text)) }
    }

    @Test func modeNoneNeedsNoHost() throws {
        #expect(try MTASTSPolicy(bytes("version: STSv1\nmode: none\nmax_age: 86400")).hosts.isEmpty)
    }

    @Test func aFileWithoutEndIsRefused() {
        let text = Self.sound + String(repeating: "mx: a.example\n", count: 10_000)
        #expect(throws: PolicySyntaxError.self) { try MTASTSPolicy(bytes(text)) }
    }

    @Test func theRecordHasAnIdentifier() throws {
        #expect(try MTASTSRecord(bytes("v=STSv1; id=20160831085700Z;")).id == "20160831085700Z")
        for text in [
            "v=STSv1", "v=STSv1; id=", "v=STSv1; id=a-b", "v=STSv1; id=\(String(repeating: "a", count: 33))",
            "v=stsv1; id=1",
        ] {
            #expect(throws: PolicySyntaxError.self) { try MTASTSRecord(bytes(text)) }
        }
    }
}

struct OtherRecordTests {
    @Test func reportingHasDestinations() throws {
        let record = try TLSReportingRecord(
            bytes("v=TLSRPTv1; rua=mailto:a@mfa.example,https://r.example/tls")
        )
        #expect(record.destinations.map(\.host.description) == ["mfa.example", "r.example"])
        for text in [
            "v=TLSRPTv1", "v=TLSRPTv1; rua=", "v=TLSRPTv1; rua=ftp://x", "v=TLSRPTv1; rua=mailto:a@b.c,x",
        ] {
            #expect(throws: PolicySyntaxError.self) { try TLSReportingRecord(bytes(text)) }
        }
    }

    @Test func picturesHaveAnAddressOrAreDeclined() throws {
        let record = try BIMIRecord(
            bytes("v=BIMI1; l=https://mfa.example/l.svg; a=https://mfa.example/v.pem")
        )
        #expect(
            record.location == "https://mfa.example/l.svg" && record.authority != nil && !record.isDeclined
        )
        #expect(try BIMIRecord(bytes("v=BIMI1; l=; a=")).isDeclined)
        for text in ["v=BIMI1", "v=BIMI1; l=http://mfa.example/l.svg", "v=BIMI1; l=https://x; a=x.pem"] {
            #expect(throws: PolicySyntaxError.self) { try BIMIRecord(bytes(text)) }
        }
    }

    @Test func listsAreLinearInTheirText() {
        let long = bytes("v=DMARC1;" + (0..<20_000).map { "a\($0)=1;" }.joined())
        let began = ContinuousClock.now
        _ = try? TagList(long)
        _ = try? SPFRecord(bytes("v=spf1" + String(repeating: " a", count: 30_000)))
        #expect(began.duration(to: .now) < .seconds(20))
    }

    @Test(arguments: ["a=1;;b=2", ";a=1", "a", "=1", "a b=1", "a=1;a=2"])
    func noList(_ text: String) { #expect(throws: PolicySyntaxError.self) { try TagList(bytes(text)) } }
}
