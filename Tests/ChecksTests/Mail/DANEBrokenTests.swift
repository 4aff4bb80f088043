// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DANEBrokenTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DANEBroken.self) == .pass)
    }

    @Test func anotherKeyFailsWorst() throws {
        let scene = try DomainScene.sound().with(
            "_25._tcp.mx1.mfa.example",
            .tlsa,
            DomainScene.association(3, 1, [UInt8](repeating: 0xBB, count: 32))
        )
        #expect(try scene.verdict(of: DANEBroken.self).level == "mismatch")
    }

    @Test func oneThatFitsIsEnough() throws {
        let scene = try DomainScene.sound().with(
            "_25._tcp.mx1.mfa.example",
            .tlsa,
            DomainScene.association(3, 1, [UInt8](repeating: 0xBB, count: 32)),
            DomainScene.association(3, 1, [UInt8](repeating: 0xAA, count: 32))
        )
        #expect(try scene.verdict(of: DANEBroken.self).state == .pass)
    }

    @Test func publicUsagesDoNotCountForMail() throws {
        let scene = try DomainScene.sound().with(
            "_25._tcp.mx1.mfa.example",
            .tlsa,
            DomainScene.association(1, 1, [UInt8](repeating: 0xAA, count: 32))
        )
        #expect(try scene.verdict(of: DANEBroken.self).level == "unusable")
    }

    @Test func aDigestOfAWrongLengthDoesNotCount() throws {
        let scene = try DomainScene.sound().with(
            "_25._tcp.mx1.mfa.example",
            .tlsa,
            DomainScene.association(3, 1, [0xAA])
        )
        #expect(try scene.verdict(of: DANEBroken.self).level == "unusable")
    }

    @Test func anUnsignedZoneFailsMildly() throws {
        let scene = try DomainScene.sound().with(
            "_25._tcp.mx1.mfa.example",
            .tlsa,
            DomainScene.association(3, 1, [UInt8](repeating: 0xAA, count: 32)),
            security: .insecure
        )
        #expect(try scene.verdict(of: DANEBroken.self).level == "insecure")
    }

    @Test func aChainThatWasNotSeenIsNotTested() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .mx,
            try DomainScene.exchange("mx2.mfa.example")
        ).with(
            "_25._tcp.mx2.mfa.example",
            .tlsa,
            DomainScene.association(3, 1, [UInt8](repeating: 0xAA, count: 32))
        )
        #expect(try scene.verdict(of: DANEBroken.self).state == .notTested)
    }

    /// The anchor of a public authority stands in clients and is not sent.
    @Test func anAuthorityThatIsNotSentMayStillFit() throws {
        let scene = try DomainScene.sound().with("_25._tcp.mx1.mfa.example", .tlsa).with(
            "_443._tcp.mfa.example",
            .tlsa,
            DomainScene.association(0, 1, [UInt8](repeating: 0xBB, count: 32))
        ).serving("mfa.example", port: 443, spki: String(repeating: "aa", count: 32))
        #expect(try scene.verdict(of: DANEBroken.self).state == .notTested)
    }

    @Test func noneIsAnothersMatter() throws {
        let scene = try DomainScene.sound().with("_25._tcp.mx1.mfa.example", .tlsa)
        #expect(try scene.verdict(of: DANEBroken.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_25._tcp.mx1.mfa.example"), .tlsa)
        )
        #expect(try scene.verdict(of: DANEBroken.self).state == .unknown)
    }
}
