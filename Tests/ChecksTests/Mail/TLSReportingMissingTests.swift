// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct TLSReportingMissingTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: TLSReportingMissing.self) == .pass)
    }

    @Test func noneFails() throws {
        let scene = try DomainScene.sound().text("_smtp._tls.mfa.example")
        #expect(try scene.verdict(of: TLSReportingMissing.self).level == "missing")
    }

    @Test func noAddressFails() throws {
        let scene = try DomainScene.sound().text("_smtp._tls.mfa.example", "v=TLSRPTv1; rua=x")
        #expect(try scene.verdict(of: TLSReportingMissing.self).level == "invalid")
    }

    @Test func whoTakesNoMailNeedsNone() throws {
        let scene = try DomainScene.sound().with("mfa.example", .mx, try DomainScene.exchange(".", 0))
        #expect(try scene.verdict(of: TLSReportingMissing.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("_smtp._tls.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: TLSReportingMissing.self).state == .unknown)
    }
}
