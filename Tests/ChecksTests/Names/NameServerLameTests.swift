// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct NameServerLameTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: NameServerLame.self) == .pass)
    }

    @Test func aRefusalFails() throws {
        let scene = try DomainScene.sound().conduct(0, answer: .lame, serial: nil)
        #expect(try scene.verdict(of: NameServerLame.self).level == "lame")
    }

    @Test func allFailWorst() throws {
        let scene = try DomainScene.sound().conduct(0, answer: .lame, serial: nil).conduct(
            1,
            answer: .lame,
            serial: nil
        ).conduct(2, answer: .lame, serial: nil).conduct(3, answer: .lame, serial: nil)
        #expect(try scene.verdict(of: NameServerLame.self).level == "all")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            Question(NameServerConduct.self, "ns1.mfa.example 192.0.2.1")
        )
        #expect(try scene.verdict(of: NameServerLame.self).state == .unknown)
    }
}
