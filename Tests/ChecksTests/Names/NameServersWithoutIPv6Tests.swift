// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct NameServersWithoutIPv6Tests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: NameServersWithoutIPv6.self) == .pass)
    }

    @Test func oneIsTooFew() throws {
        let scene = try DomainScene.sound().with("ns1.mfa.example", .aaaa)
        #expect(try scene.verdict(of: NameServersWithoutIPv6.self).level == "one")
    }

    @Test func noneFailsWorst() throws {
        let scene = try DomainScene.sound().with("ns1.mfa.example", .aaaa).with("ns2.mfa.example", .aaaa)
        #expect(try scene.verdict(of: NameServersWithoutIPv6.self).level == "none")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("ns1.mfa.example"), .aaaa)
        )
        #expect(try scene.verdict(of: NameServersWithoutIPv6.self).state == .unknown)
    }
}
