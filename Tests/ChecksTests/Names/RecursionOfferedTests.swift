// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct RecursionOfferedTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: RecursionOffered.self) == .pass)
    }

    @Test func anOfferFails() throws {
        let scene = try DomainScene.sound().conduct(3, recursion: true)
        #expect(try scene.verdict(of: RecursionOffered.self).level == "offered")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            Question(NameServerConduct.self, "ns1.mfa.example 192.0.2.1")
        )
        #expect(try scene.verdict(of: RecursionOffered.self).state == .unknown)
    }
}
