// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct MTASTSMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: MTASTSMissing.self) == .pass)
    }

    @Test func noneFails() throws {
        let scene = try DomainScene.sound().text("_mta-sts.mfa.example")
        #expect(try scene.verdict(of: MTASTSMissing.self).level == "missing")
    }

    @Test func whoTakesNoMailNeedsNone() throws {
        let scene = try DomainScene.sound().with("mfa.example", .mx, try DomainScene.exchange(".", 0))
        #expect(try scene.verdict(of: MTASTSMissing.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_mta-sts.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: MTASTSMissing.self).state == .unknown)
    }
}
