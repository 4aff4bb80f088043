// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct RedirectInsecureTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: RedirectInsecure.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: RedirectInsecure.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: RedirectInsecure.self).state == .notApplicable)
    }

    @Test func aWayBackToHTTPFails() throws {
        #expect(
            try Scene.page(.sound(status: 302, leadsTo: "http://www/login")).verdict(
                of: RedirectInsecure.self
            ).level == "downgrade"
        )
    }

    @Test func aCircleFails() throws {
        #expect(
            try Scene.page(.sound(status: 302, leadsTo: "https://www/")).verdict(of: RedirectInsecure.self)
                .level == "loop"
        )
    }

    @Test func aCircleOverHTTPFails() throws {
        #expect(
            try Scene.page(.sound(), PlainRedirects.way("http://www/", end: .loop)).verdict(
                of: RedirectInsecure.self
            ).level == "loop"
        )
    }

    @Test func aLongWayFails() throws {
        #expect(
            try Scene.page(.sound(), PlainRedirects.way("http://www/1", "http://www/2", end: .tooMany))
                .verdict(of: RedirectInsecure.self).level == "long"
        )
    }

    @Test func aCircleThatCookiesMayEndIsUnknown() throws {
        #expect(
            try Scene.page(.sound(status: 302, leadsTo: "https://www/", cookies: ["a="])).verdict(
                of: RedirectInsecure.self
            ).state == .unknown
        )
    }

    @Test func aWayToOthersPasses() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other/")).verdict(of: RedirectInsecure.self)
                .state == .pass
        )
    }

    @Test func aDowngradeIsProvenWhateverElseIsUnknown() throws {
        let scene = try Scene.page(.sound(status: 302, leadsTo: "http://www/x"))
            .missing(Question(PlainRedirects.self), on: Scene.endpoint)
        #expect(try scene.verdict(of: RedirectInsecure.self).level == "downgrade")
    }

    @Test func theOtherPortIsNotMissed() throws {
        let reason = Unestablished(phase: .notMeasured, reason: "its port is not 443")
        let scene = try Scene.page(.sound()).missing(
            Question(PlainRedirects.self),
            because: reason,
            on: Scene.endpoint
        )
        #expect(try scene.verdict(of: RedirectInsecure.self) == .pass)
    }
}
