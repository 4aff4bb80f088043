// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct MTASTSBrokenTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: MTASTSBroken.self) == .pass)
    }

    @Test func noFileFailsWorst() throws {
        let scene = try DomainScene.sound().file("", status: 404)
        #expect(try scene.verdict(of: MTASTSBroken.self).level == "unreachable")
    }

    @Test func anUntrustedFileFailsWorst() throws {
        let scene = try DomainScene.sound().file(DomainScene.policy, isTrusted: false)
        #expect(try scene.verdict(of: MTASTSBroken.self).level == "unreachable")
    }

    @Test func aForeignExchangeFails() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .mx,
            try DomainScene.exchange("mx.other.test")
        )
        #expect(try scene.verdict(of: MTASTSBroken.self).level == "uncovered")
    }

    @Test func twoRecordsFail() throws {
        let scene = try DomainScene.sound().text("_mta-sts.mfa.example", "v=STSv1; id=1", "v=STSv1; id=2")
        #expect(try scene.verdict(of: MTASTSBroken.self).level == "record")
    }

    @Test func testingFails() throws {
        let scene = try DomainScene.sound().file(DomainScene.policy.replacing("enforce", with: "testing"))
        #expect(try scene.verdict(of: MTASTSBroken.self).level == "testing")
    }

    @Test func aDayIsShort() throws {
        let scene = try DomainScene.sound().file(DomainScene.policy.replacing("2419200", with: "86400"))
        #expect(try scene.verdict(of: MTASTSBroken.self).level == "short")
    }

    @Test func noRecordIsAnothersMatter() throws {
        let scene = try DomainScene.sound().text("_mta-sts.mfa.example")
        #expect(try scene.verdict(of: MTASTSBroken.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(Question(MTASTSPolicyFile.self))
        #expect(try scene.verdict(of: MTASTSBroken.self).state == .unknown)
    }
}
