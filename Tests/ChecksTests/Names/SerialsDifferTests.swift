// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct SerialsDifferTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: SerialsDiffer.self) == .pass)
    }

    @Test func anotherSerialFails() throws {
        let scene = try DomainScene.sound().conduct(2, serial: 8)
        #expect(try scene.verdict(of: SerialsDiffer.self).level == "differ")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            Question(NameServerConduct.self, "ns1.mfa.example 192.0.2.1")
        )
        #expect(try scene.verdict(of: SerialsDiffer.self).state == .unknown)
    }
}
