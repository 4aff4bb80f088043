// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct NullMXBrokenTests {
    @Test func alonePasses() throws {
        let scene = try DomainScene.sound().with("mfa.example", .mx, try DomainScene.exchange(".", 0))
        #expect(try scene.verdict(of: NullMXBroken.self).state == .pass)
    }

    @Test func besideOthersFails() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .mx,
            try DomainScene.exchange(".", 0),
            try DomainScene.exchange("mx1.mfa.example")
        )
        #expect(try scene.verdict(of: NullMXBroken.self).level == "others")
    }

    @Test func aPreferenceFails() throws {
        let scene = try DomainScene.sound().with("mfa.example", .mx, try DomainScene.exchange(".", 10))
        #expect(try scene.verdict(of: NullMXBroken.self).level == "preference")
    }

    @Test func noneIsNotApplicable() throws {
        let scene = try DomainScene.sound()
        #expect(try scene.verdict(of: NullMXBroken.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .mx)
        )
        #expect(try scene.verdict(of: NullMXBroken.self).state == .unknown)
    }
}
