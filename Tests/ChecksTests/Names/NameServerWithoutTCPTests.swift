// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct NameServerWithoutTCPTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: NameServerWithoutTCP.self) == .pass)
    }

    @Test func aRefusalFails() throws {
        let scene = try DomainScene.sound().stream(1, answers: false)
        #expect(try scene.verdict(of: NameServerWithoutTCP.self).level == "refused")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            Question(NameServerStream.self, "ns1.mfa.example 192.0.2.1")
        )
        #expect(try scene.verdict(of: NameServerWithoutTCP.self).state == .unknown)
    }
}
