// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct SPFBrokenTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: SPFBroken.self) == .pass)
    }

    @Test func syntaxFailsWorst() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 moo -all")
        #expect(try scene.verdict(of: SPFBroken.self).level == "syntax")
    }

    @Test func severalFail() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 -all", "v=spf1 mx -all")
        #expect(try scene.verdict(of: SPFBroken.self).level == "syntax")
    }

    @Test func elevenLookupsFail() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 a a a a a a a a a a mx -all").with(
            "mfa.example",
            .a,
            try DomainScene.address("192.0.2.1")
        )
        #expect(try scene.verdict(of: SPFBroken.self).level == "lookups")
    }

    @Test func tenPass() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 a a a a a a a a a mx -all").with(
            "mfa.example",
            .a,
            try DomainScene.address("192.0.2.1")
        )
        #expect(try scene.verdict(of: SPFBroken.self).state == .pass)
    }

    @Test func anEmptyIncludeFails() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 include:empty.test -all")
        #expect(try scene.verdict(of: SPFBroken.self).level == "includes")
    }

    @Test func threeVoidsFail() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 a:x.test a:y.test a:z.test -all")
        #expect(try scene.verdict(of: SPFBroken.self).level == "voids")
    }

    @Test func pointersFail() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 ptr -all")
        #expect(try scene.verdict(of: SPFBroken.self).level == "pointers")
    }

    @Test func noRecordIsAnothersMatter() throws {
        let scene = try DomainScene.sound().text("mfa.example")
        #expect(try scene.verdict(of: SPFBroken.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .mx)
        )
        #expect(try scene.verdict(of: SPFBroken.self).state == .unknown)
    }
}
