// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct BIMICertificateTests {
    private func scene(
        names: [String] = ["mfa.example"],
        isForMarks: Bool = true,
        from: Double = -10,
        until: Double? = 100,
        record: String = "v=BIMI1; l=https://mfa.example/l.svg; a=https://mfa.example/m.pem"
    ) throws -> DomainScene {
        try DomainScene.sound().text("default._bimi.mfa.example", record)
            .seeing(
                MarkCertificate(
                    subject: "CN=Ministry",
                    issuer: "CN=Mark CA",
                    names: names,
                    isForMarks: isForMarks,
                    notBefore: Scene.now.addingTimeInterval(from * 86_400),
                    notAfter: until.map { Scene.now.addingTimeInterval($0 * 86_400) },
                    sha256: "ab"
                )
            )
    }

    private func verdict(_ scene: DomainScene) throws -> Verdict {
        try scene.verdict(of: BIMICertificate.self, ["Days": "14"])
    }

    @Test(arguments: ["mfa.example", "MFA.example", "example", "default._bimi.mfa.example"])
    func aCertificateForTheDomainOrAboveServes(_ name: String) throws {
        #expect(try verdict(scene(names: ["other.test", name])) == .pass)
    }

    @Test(arguments: ["www.mfa.example", "amfa.example", "brand._bimi.mfa.example", "other.test"])
    func aCertificateForOthersDoesNot(_ name: String) throws {
        #expect(try verdict(scene(names: [name])).level == "invalid")
    }

    @Test func anotherUsageDoesNotServe() throws {
        #expect(try verdict(scene(isForMarks: false)).level == "invalid")
    }

    @Test func datesDecide() throws {
        #expect(try verdict(scene(until: 14)).level == "soon")
        #expect(try verdict(scene(until: -1)).level == "expired")
        #expect(try verdict(scene(from: 1)).level == "invalid")
        #expect(try verdict(scene(until: nil)).level == "invalid")
    }

    @Test func withoutACertificateItDoesNotApply() throws {
        #expect(try verdict(DomainScene.sound()).state == .notApplicable)
        let bare = try scene(record: "v=BIMI1; l=https://mfa.example/l.svg")
        #expect(try verdict(bare).state == .notApplicable)
    }

    @Test func whatCouldNotBeReadIsUnknown() throws {
        #expect(try verdict(scene().missing(Question(MarkCertificate.self))).state == .unknown)
    }
}
