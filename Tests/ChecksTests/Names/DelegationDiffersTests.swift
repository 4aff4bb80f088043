// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DelegationDiffersTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DelegationDiffers.self) == .pass)
    }

    @Test func anotherServerAtTheParentFails() throws {
        let scene = try DomainScene.sound().seeing(
            Delegation(zone: "mfa.example", parent: "example", servers: ["ns1.mfa.example", "old.example"])
        )
        #expect(try scene.verdict(of: DelegationDiffers.self).level == "differ")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(Question(Delegation.self))
        #expect(try scene.verdict(of: DelegationDiffers.self).state == .unknown)
    }
}
