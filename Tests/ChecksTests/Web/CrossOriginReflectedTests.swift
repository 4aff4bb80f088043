// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CrossOriginReflectedTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: CrossOriginReflected.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: CrossOriginReflected.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: CrossOriginReflected.self).state == .notApplicable)
    }

    @Test func credentialsForAnybodyFail() throws {
        #expect(
            try Scene.page(
                .sound(),
                CrossOriginAccess(
                    asked: "https://foreign.invalid",
                    allowOrigin: "https://foreign.invalid",
                    allowCredentials: "true"
                )
            ).verdict(of: CrossOriginReflected.self).level == "credentials"
        )
    }

    @Test func anybodyFailsMildly() throws {
        #expect(
            try Scene.page(
                .sound(),
                CrossOriginAccess(
                    asked: "https://foreign.invalid",
                    allowOrigin: "https://foreign.invalid",
                    allowCredentials: nil
                )
            ).verdict(of: CrossOriginReflected.self).level == "reflected"
        )
    }

    @Test func aStarGoesWithoutCredentials() throws {
        #expect(
            try Scene.page(
                .sound(),
                CrossOriginAccess(
                    asked: "https://foreign.invalid",
                    allowOrigin: "*",
                    allowCredentials: "true"
                )
            ).verdict(of: CrossOriginReflected.self).state == .pass
        )
    }

    @Test func aChosenOriginPasses() throws {
        #expect(
            try Scene.page(
                .sound(),
                CrossOriginAccess(
                    asked: "https://foreign.invalid",
                    allowOrigin: "https://partner.example",
                    allowCredentials: "true"
                )
            ).verdict(of: CrossOriginReflected.self).state == .pass
        )
    }
}
