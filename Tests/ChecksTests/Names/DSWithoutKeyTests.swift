// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DSWithoutKeyTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DSWithoutKey.self) == .pass)
    }

    @Test func oneOfTwoFailsMildly() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .ds,
            DomainScene.signer(),
            DomainScene.signer(tag: 1)
        )
        #expect(try scene.verdict(of: DSWithoutKey.self).level == "some")
    }

    @Test func allFailWorst() throws {
        let scene = try DomainScene.sound().with("mfa.example", .ds, DomainScene.signer(tag: 1))
        #expect(try scene.verdict(of: DSWithoutKey.self).level == "all")
    }

    @Test func aKeyOfAnotherAlgorithmIsNone() throws {
        let scene = try DomainScene.sound().with("mfa.example", .ds, DomainScene.signer(algorithm: 8))
        #expect(try scene.verdict(of: DSWithoutKey.self).level == "all")
    }

    @Test func noneIsNotApplicable() throws {
        let scene = try DomainScene.sound().with("mfa.example", .ds)
        #expect(try scene.verdict(of: DSWithoutKey.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .dnskey)
        )
        #expect(try scene.verdict(of: DSWithoutKey.self).state == .unknown)
    }
}
