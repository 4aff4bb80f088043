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

    @Test func aRefusalOfAServerSilentOverUDPIsUnknown() throws {
        let scene = try DomainScene.sound().stream(1, answers: false).missing(
            Question(NameServerConduct.self, "ns1.mfa.example 2001:db8:1::1")
        )
        let verdict = try scene.verdict(of: NameServerWithoutTCP.self)
        guard case .unknown(let gap) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(gap.reason.contains("ns1.mfa.example at 2001:db8:1::1"))
    }

    @Test func oneRefusalCountsBesideAServerSilentOverUDP() throws {
        let scene = try DomainScene.sound().stream(1, answers: false).stream(2, answers: false).missing(
            Question(NameServerConduct.self, "ns1.mfa.example 2001:db8:1::1")
        )
        guard case .fail(level: "refused", let seen, _) = try scene.verdict(of: NameServerWithoutTCP.self)
        else {
            Issue.record("no failure")
            return
        }
        #expect(seen == "ns2.mfa.example at 198.51.100.1")
    }
}
