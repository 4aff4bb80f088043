// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct ReferrerPolicyUnsafeTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: ReferrerPolicyUnsafe.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: ReferrerPolicyUnsafe.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: ReferrerPolicyUnsafe.self).state == .notApplicable)
    }

    @Test func pathsToEverybodyFail() throws {
        #expect(
            try Scene.page(.sound(["referrer-policy": ["unsafe-url"]])).verdict(of: ReferrerPolicyUnsafe.self)
                .level == "unsafe"
        )
    }

    @Test func aMetaElementCounts() throws {
        #expect(
            try Scene.page(
                .sound(without: "referrer-policy", markup: PageMarkup(referrerPolicies: ["origin"]))
            ).verdict(of: ReferrerPolicyUnsafe.self).level == "unsafe"
        )
    }

    @Test func anUnknownValueFails() throws {
        #expect(
            try Scene.page(.sound(["referrer-policy": ["nobody"]])).verdict(of: ReferrerPolicyUnsafe.self)
                .level == "invalid"
        )
    }

    @Test func theDefaultOfBrowsersPasses() throws {
        #expect(
            try Scene.page(.sound(without: "referrer-policy")).verdict(of: ReferrerPolicyUnsafe.self).state
                == .pass
        )
    }

    @Test func theLastKnownValueCounts() throws {
        #expect(
            try Scene.page(.sound(["referrer-policy": ["unsafe-url, strict-origin"]])).verdict(
                of: ReferrerPolicyUnsafe.self
            ).state == .pass
        )
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: ReferrerPolicyUnsafe.self
            ).state == .notApplicable
        )
    }
}
