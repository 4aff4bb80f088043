// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct ForeignOriginsManyTests {
    @Test func aSoundSitePasses() throws {
        #expect(
            try Scene.page(.sound()).verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"]) == .pass
        )
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(
            try scene.verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"])
                == .unknown(because: Scene.silence)
        )
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(
            try scene.verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"]).state == .notApplicable
        )
    }

    @Test func twoAreMoreThanOne() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(origins: [
                        .init(origin: "https://a.example", uses: ["active"]),
                        .init(origin: "https://b.example", uses: ["active"]),
                    ])
                )
            ).verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"]).level == "some"
        )
    }

    @Test func threeAreMany() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(origins: [
                        .init(origin: "https://a.example", uses: ["active"]),
                        .init(origin: "https://b.example", uses: ["active"]),
                        .init(origin: "https://c.example", uses: ["active"]),
                    ])
                )
            ).verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"]).level == "many"
        )
    }

    @Test func oneIsNotTooMany() throws {
        #expect(
            try Scene.page(
                .sound(markup: PageMarkup(origins: [.init(origin: "https://a.example", uses: ["active"])]))
            ).verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"]).state == .pass
        )
    }

    @Test func formsLoadNothing() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(origins: [
                        .init(origin: "https://a.example", uses: ["form"]),
                        .init(origin: "https://b.example", uses: ["form"]),
                    ])
                )
            ).verdict(of: ForeignOriginsMany.self, ["Some": "1", "Many": "2"]).state == .pass
        )
    }

    @Test func theLimitsMustFit() {
        #expect(throws: SettingError.self) {
            try ForeignOriginsMany(CheckSettings(["Some": "3", "Many": "2"]))
        }
    }
}
