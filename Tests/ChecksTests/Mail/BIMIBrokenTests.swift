// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct BIMIBrokenTests {
    @Test func aCertifiedPicturePasses() throws {
        let scene = try DomainScene.sound().text(
            "default._bimi.mfa.example",
            "v=BIMI1; l=https://mfa.example/l.svg; a=https://mfa.example/v.pem"
        )
        #expect(try scene.verdict(of: BIMIBroken.self).state == .pass)
    }

    @Test func noneIsNotApplicable() throws {
        let scene = try DomainScene.sound()
        #expect(try scene.verdict(of: BIMIBroken.self).state == .notApplicable)
    }

    @Test func noCertificateFailsMildly() throws {
        let scene = try DomainScene.sound().text(
            "default._bimi.mfa.example",
            "v=BIMI1; l=https://mfa.example/l.svg"
        )
        #expect(try scene.verdict(of: BIMIBroken.self).level == "no-certificate")
    }

    @Test func whatCannotBeReadFails() throws {
        let scene = try DomainScene.sound().text("default._bimi.mfa.example", "v=BIMI1; l=http://x")
        #expect(try scene.verdict(of: BIMIBroken.self).level == "invalid")
    }

    @Test func withoutDMARCItFailsWorst() throws {
        let scene = try DomainScene.sound().text(
            "default._bimi.mfa.example",
            "v=BIMI1; l=https://mfa.example/l.svg; a=https://mfa.example/v.pem"
        ).text("_dmarc.mfa.example", "v=DMARC1; p=none")
        #expect(try scene.verdict(of: BIMIBroken.self).level == "policy")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("default._bimi.mfa.example"), .txt)
        )
        #expect(try scene.verdict(of: BIMIBroken.self).state == .unknown)
    }
}
