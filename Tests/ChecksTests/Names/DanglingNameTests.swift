// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DanglingNameTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DanglingName.self) == .pass)
    }

    @Test func anExchangeThatIsGoneFails() throws {
        let scene = try DomainScene.sound().gone("mx1.mfa.example", .a, .aaaa)
        #expect(try scene.verdict(of: DanglingName.self).level == "no-such-name")
    }

    @Test func anAliasThatLeadsNowhereFails() throws {
        let scene = try DomainScene.sound().with(
            "www.mfa.example",
            .cname,
            .alias(try DomainScene.name("site.test"))
        ).gone("www.mfa.example", .a, .aaaa)
        #expect(try scene.verdict(of: DanglingName.self).level == "no-such-name")
    }

    @Test func anIncludeThatIsGoneFails() throws {
        let scene = try DomainScene.sound().text("mfa.example", "v=spf1 include:gone.test -all").gone(
            "gone.test",
            .txt
        )
        #expect(try scene.verdict(of: DanglingName.self).level == "no-such-name")
    }

    @Test func aServerWithoutAddressFailsMildly() throws {
        let scene = try DomainScene.sound().with("ns1.mfa.example", .a).with("ns1.mfa.example", .aaaa)
        #expect(try scene.verdict(of: DanglingName.self).level == "no-address")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .mx)
        )
        #expect(try scene.verdict(of: DanglingName.self).state == .unknown)
    }
}
