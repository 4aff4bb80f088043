// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DMARCWeakTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DMARCWeak.self) == .pass)
    }

    @Test func noneFailsWorst() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=none")
        #expect(try scene.verdict(of: DMARCWeak.self).level == "none")
    }

    @Test func openSubdomainsFail() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=reject; sp=none")
        #expect(try scene.verdict(of: DMARCWeak.self).level == "subdomains")
    }

    @Test func openAbsentNamesFail() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=reject; np=none")
        #expect(try scene.verdict(of: DMARCWeak.self).level == "subdomains")
    }

    @Test func testingFails() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=reject; t=y")
        #expect(try scene.verdict(of: DMARCWeak.self).level == "testing")
    }

    @Test func quarantineFailsMildly() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=quarantine")
        #expect(try scene.verdict(of: DMARCWeak.self).level == "quarantine")
    }

    @Test func noRecordIsAnothersMatter() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example")
        #expect(try scene.verdict(of: DMARCWeak.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_dmarc.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: DMARCWeak.self).state == .unknown)
    }
}
