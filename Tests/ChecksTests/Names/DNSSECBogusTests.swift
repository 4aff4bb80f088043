// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DNSSECBogusTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DNSSECBogus.self) == .pass)
    }

    @Test func aBogusDomainFails() throws {
        let scene = try DomainScene.sound().seeing(
            DNSSECState(name: "mfa.example", state: .bogus, reason: "signature expired")
        )
        #expect(try scene.verdict(of: DNSSECBogus.self).level == "bogus")
    }

    @Test func anUnsignedOneIsAnothersMatter() throws {
        let scene = try DomainScene.sound().seeing(DNSSECState(name: "mfa.example", state: .insecure))
        #expect(try scene.verdict(of: DNSSECBogus.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(Question(DNSSECState.self, "mfa.example"))
        #expect(try scene.verdict(of: DNSSECBogus.self).state == .unknown)
    }
}
