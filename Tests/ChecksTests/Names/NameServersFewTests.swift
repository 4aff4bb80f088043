// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct NameServersFewTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: NameServersFew.self) == .pass)
    }

    @Test func oneFailsWorst() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .ns,
            .nameServer(try DomainScene.name("ns1.mfa.example"))
        )
        #expect(try scene.verdict(of: NameServersFew.self).level == "one")
    }

    @Test func oneNetworkFails() throws {
        let scene = try DomainScene.sound().with("ns2.mfa.example", .a, try DomainScene.address("192.0.2.9"))
            .with("ns2.mfa.example", .aaaa, try DomainScene.address("2001:db8:1::9"))
        #expect(try scene.verdict(of: NameServersFew.self).level == "one-network")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("ns1.mfa.example"), .a)
        )
        #expect(try scene.verdict(of: NameServersFew.self).state == .unknown)
    }
}
