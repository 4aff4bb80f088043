// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct SPFMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: SPFMissing.self) == .pass)
    }

    @Test func noRecordFails() throws {
        let scene = try DomainScene.sound().text("mfa.example", "hello")
        #expect(try scene.verdict(of: SPFMissing.self).level == "missing")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: SPFMissing.self).state == .unknown)
    }
}
