// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DKIMMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DKIMMissing.self) == .pass)
    }

    @Test func noKeyFails() throws {
        let scene = try DomainScene.sound().text("s1._domainkey.mfa.example")
        #expect(try scene.verdict(of: DKIMMissing.self).level == "all")
    }

    @Test func withoutSelectorsNothingIsSaid() throws {
        let scene = try DomainScene.sound().listing(ListedDomain(name: "mfa.example", mission: nil))
        #expect(try scene.verdict(of: DKIMMissing.self).state == .notTested)
    }

    @Test func oneOfTwoFailsMildly() throws {
        let scene = try DomainScene.sound().listing(
            ListedDomain(name: "mfa.example", mission: nil, selectors: ["s1", "s2"])
        )
        #expect(try scene.verdict(of: DKIMMissing.self).level == "some")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("s1._domainkey.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: DKIMMissing.self).state == .unknown)
    }
}
