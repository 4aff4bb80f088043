// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct SPFPermissiveTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: SPFPermissive.self) == .pass)
    }

    @Test func plusAllFailsWorst() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 +all")
        #expect(try scene.verdict(of: SPFPermissive.self).level == "pass")
    }

    @Test func halfTheWorldFailsWorst() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 ip4:0.0.0.0/1 -all")
        #expect(try scene.verdict(of: SPFPermissive.self).level == "pass")
    }

    @Test func noEndFails() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 mx")
        #expect(try scene.verdict(of: SPFPermissive.self).level == "neutral")
    }

    @Test func softfailFailsWithoutDMARC() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 mx ~all").text("_dmarc.mfa.example")
        #expect(try scene.verdict(of: SPFPermissive.self).level == "softfail")
    }

    @Test func softfailPassesWithIt() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 mx ~all")
        #expect(try scene.verdict(of: SPFPermissive.self).state == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: SPFPermissive.self).state == .unknown)
    }
}
