// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct ExchangesWithoutIPv6Tests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: ExchangesWithoutIPv6.self) == .pass)
    }

    @Test func noneFails() throws {
        let scene = try DomainScene.sound().with("mx1.mfa.example", .aaaa)
        #expect(try scene.verdict(of: ExchangesWithoutIPv6.self).level == "none")
    }

    @Test func oneOfTwoFailsMildly() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .mx,
            try DomainScene.exchange("mx1.mfa.example"),
            try DomainScene.exchange("mx2.mfa.example", 20)
        )
        #expect(try scene.verdict(of: ExchangesWithoutIPv6.self).level == "some")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mx1.mfa.example"), .aaaa)
        )
        #expect(try scene.verdict(of: ExchangesWithoutIPv6.self).state == .unknown)
    }
}
