// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct IsolationMissingTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: IsolationMissing.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: IsolationMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: IsolationMissing.self).state == .notApplicable)
    }

    @Test func withoutItFails() throws {
        #expect(
            try Scene.page(.sound(without: "cross-origin-opener-policy")).verdict(of: IsolationMissing.self)
                .level == "absent"
        )
    }

    @Test func noneFails() throws {
        #expect(
            try Scene.page(.sound(["cross-origin-opener-policy": ["unsafe-none"]])).verdict(
                of: IsolationMissing.self
            ).level == "absent"
        )
    }

    @Test func anUnknownValueFails() throws {
        #expect(
            try Scene.page(.sound(["cross-origin-resource-policy": ["mine"]])).verdict(
                of: IsolationMissing.self
            ).level == "invalid"
        )
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: IsolationMissing.self
            ).state == .notApplicable
        )
    }
}
