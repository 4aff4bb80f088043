// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DNSSECUnsignedTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DNSSECUnsigned.self) == .pass)
    }

    @Test func anUnsignedDomainFails() throws {
        let scene = try DomainScene.sound().seeing(DNSSECState(name: "mfa.example", state: .insecure))
        #expect(try scene.verdict(of: DNSSECUnsigned.self).level == "unsigned")
    }

    @Test func aBogusOneIsAnothersMatter() throws {
        let scene = try DomainScene.sound().seeing(
            DNSSECState(name: "mfa.example", state: .bogus, reason: "x")
        )
        #expect(try scene.verdict(of: DNSSECUnsigned.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(Question(DNSSECState.self, "mfa.example"))
        #expect(try scene.verdict(of: DNSSECUnsigned.self).state == .unknown)
    }
}
