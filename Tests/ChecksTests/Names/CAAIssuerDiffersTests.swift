// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct CAAIssuerDiffersTests {
    @Test func aStrangerFails() throws {
        let scene = try DomainScene.sound().with("mfa.example", .caa, DomainScene.issue("digicert.com"))
            .serving("www.mfa.example", port: 443, spki: "aa", issuer: "C=US, O=Let's Encrypt, CN=R11")
        #expect(try scene.verdict(of: CAAIssuerDiffers.self).level == "not-allowed")
    }

    @Test func theNamedOnePasses() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .caa,
            DomainScene.issue("letsencrypt.org; validationmethods=dns-01")
        ).serving("www.mfa.example", port: 443, spki: "aa", issuer: "C=US, O=Let's Encrypt, CN=R11")
        #expect(try scene.verdict(of: CAAIssuerDiffers.self).state == .pass)
    }

    @Test func anUnknownAuthorityIsNotJudged() throws {
        let scene = try DomainScene.sound().serving(
            "www.mfa.example",
            port: 443,
            spki: "aa",
            issuer: "CN=House CA"
        )
        #expect(try scene.verdict(of: CAAIssuerDiffers.self).state == .notApplicable)
    }

    @Test func withoutRecordsNothingIsJudged() throws {
        let scene = try DomainScene.sound().with("mfa.example", .caa)
        #expect(try scene.verdict(of: CAAIssuerDiffers.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .caa)
        )
        #expect(try scene.verdict(of: CAAIssuerDiffers.self).state == .unknown)
    }
}
