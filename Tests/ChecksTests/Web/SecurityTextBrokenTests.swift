// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct SecurityTextBrokenTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: SecurityTextBroken.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: SecurityTextBroken.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SecurityTextBroken.self).state == .notApplicable)
    }

    @Test(arguments: [
        ("Contact: mailto:a@b.example\nExpires: 2026-01-01T00:00:00Z\n", "expired"),
        ("Expires: 2027-01-01T00:00:00Z\n", "broken"),
        ("Contact: mailto:a@b.example\n", "broken"),
        (
            "Contact: mailto:a@b.example\nExpires: 2027-01-01T00:00:00Z\nPolicy: http://b.example/\n",
            "imperfect"
        ),
        ("Contact: mailto:a@b.example\nExpires: 2030-01-01T00:00:00Z\n", "imperfect"),
    ])
    func whatCannotBeReliedOnFails(_ body: String, _ level: String) throws {
        let scene = try Scene.page(.sound(), SecurityTextFile.file(body))
        #expect(try scene.verdict(of: SecurityTextBroken.self).level == level)
    }

    @Test func anotherMediaTypeIsImperfect() throws {
        let file = SecurityTextFile.file(SecurityTextFile.sound.body, mediaType: "application/octet-stream")
        #expect(try Scene.page(.sound(), file).verdict(of: SecurityTextBroken.self).level == "imperfect")
    }

    @Test func noFileIsAnothersMatter() throws {
        #expect(
            try Scene.page(.sound(), SecurityTextFile.file("", status: 404)).verdict(
                of: SecurityTextBroken.self
            ).state == .notApplicable
        )
    }
}
