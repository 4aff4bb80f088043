// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DMARCMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DMARCMissing.self) == .pass)
    }

    @Test func noneFails() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example")
        #expect(try scene.verdict(of: DMARCMissing.self).level == "missing")
    }

    @Test func severalFail() throws {
        let scene = try DomainScene.sound().text(
            "_dmarc.mfa.example",
            "v=DMARC1; p=reject",
            "v=DMARC1; p=none"
        )
        #expect(try scene.verdict(of: DMARCMissing.self).level == "missing")
    }

    @Test func noPolicyFails() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=block")
        #expect(try scene.verdict(of: DMARCMissing.self).level == "missing")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_dmarc.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: DMARCMissing.self).state == .unknown)
    }
}
