// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DMARCUnreportedTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DMARCUnreported.self) == .pass)
    }

    @Test func nobodyFailsWorst() throws {
        let scene = try DomainScene.sound().text("_dmarc.mfa.example", "v=DMARC1; p=reject")
        #expect(try scene.verdict(of: DMARCUnreported.self).level == "none")
    }

    @Test func aStrangerWithoutLeaveFails() throws {
        let scene = try DomainScene.sound().text(
            "_dmarc.mfa.example",
            "v=DMARC1; p=reject; rua=mailto:d@collector.test"
        )
        #expect(try scene.verdict(of: DMARCUnreported.self).level == "unauthorised")
    }

    @Test func aStrangerWithLeavePasses() throws {
        let scene = try DomainScene.sound().text(
            "_dmarc.mfa.example",
            "v=DMARC1; p=reject; rua=mailto:d@collector.test"
        ).text("mfa.example._report._dmarc.collector.test", "v=DMARC1")
        #expect(try scene.verdict(of: DMARCUnreported.self).state == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_dmarc.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: DMARCUnreported.self).state == .unknown)
    }
}
