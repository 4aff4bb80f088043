// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DKIMWeakTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DKIMWeak.self) == .pass)
    }

    @Test func rsaOf1024BitsFails() throws {
        let scene = try DomainScene.sound().text(
            "s1._domainkey.mfa.example",
            "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
        )
        #expect(try scene.verdict(of: DKIMWeak.self).level == "short")
    }

    @Test func testingFailsMildly() throws {
        let scene = try DomainScene.sound().text(
            "s1._domainkey.mfa.example",
            "v=DKIM1; t=y; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        )
        #expect(try scene.verdict(of: DKIMWeak.self).level == "testing")
    }

    @Test func sha1Fails() throws {
        let scene = try DomainScene.sound().text(
            "s1._domainkey.mfa.example",
            "v=DKIM1; h=sha1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        )
        #expect(try scene.verdict(of: DKIMWeak.self).level == "sha1")
    }

    @Test func noKeyInItFailsWorst() throws {
        let scene = try DomainScene.sound().text("s1._domainkey.mfa.example", "v=DKIM1; p=AAAA")
        #expect(try scene.verdict(of: DKIMWeak.self).level == "unusable")
    }

    @Test func aKeyTakenBackPasses() throws {
        let scene = try DomainScene.sound().text("s1._domainkey.mfa.example", "v=DKIM1; p=")
        #expect(try scene.verdict(of: DKIMWeak.self).state == .pass)
    }

    @Test func withoutSelectorsNothingIsSaid() throws {
        let scene = try DomainScene.sound().listing(ListedDomain(name: "mfa.example", mission: nil))
        #expect(try scene.verdict(of: DKIMWeak.self).state == .notTested)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("s1._domainkey.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: DKIMWeak.self).state == .unknown)
    }
}
