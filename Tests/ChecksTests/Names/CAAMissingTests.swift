// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct CAAMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: CAAMissing.self) == .pass)
    }

    @Test func noneFails() throws {
        let scene = try DomainScene.sound().with("mfa.example", .caa)
        #expect(try scene.verdict(of: CAAMissing.self).level == "missing")
    }

    @Test func theParentsCount() throws {
        let scene = try DomainScene.sound().with("mfa.example", .caa).with(
            "example",
            .caa,
            DomainScene.issue("ca.example")
        )
        #expect(try scene.verdict(of: CAAMissing.self).state == .pass)
    }

    @Test func onlyForReportsFails() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .caa,
            DomainScene.issue("mailto:x@mfa.example", tag: "iodef")
        )
        #expect(try scene.verdict(of: CAAMissing.self).level == "missing")
    }

    @Test func anUnknownCriticalTagFails() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .caa,
            DomainScene.issue("x", tag: "strange", isCritical: true),
            DomainScene.issue("ca.example")
        )
        #expect(try scene.verdict(of: CAAMissing.self).level == "malformed")
    }

    @Test func whatCannotBeReadFails() throws {
        let scene = try DomainScene.sound().with("mfa.example", .caa, .other([0, 0]))
        #expect(try scene.verdict(of: CAAMissing.self).level == "malformed")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .caa)
        )
        #expect(try scene.verdict(of: CAAMissing.self).state == .unknown)
    }
}
