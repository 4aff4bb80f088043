// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DANEMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DANEMissing.self) == .pass)
    }

    @Test func noneFails() throws {
        let scene = try DomainScene.sound().with("_25._tcp.mx1.mfa.example", .tlsa)
        #expect(try scene.verdict(of: DANEMissing.self).level == "all")
    }

    @Test func oneOfTwoFailsMildly() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .mx,
            try DomainScene.exchange("mx1.mfa.example"),
            try DomainScene.exchange("mx2.mfa.example", 20)
        )
        #expect(try scene.verdict(of: DANEMissing.self).level == "some")
    }

    @Test func whoTakesNoMailNeedsNone() throws {
        let scene = try DomainScene.sound().with("mfa.example", .mx, try DomainScene.exchange(".", 0))
        #expect(try scene.verdict(of: DANEMissing.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_25._tcp.mx1.mfa.example"), .tlsa)
        )
        #expect(try scene.verdict(of: DANEMissing.self).state == .unknown)
    }
}
