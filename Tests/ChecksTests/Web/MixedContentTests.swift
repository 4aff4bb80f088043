// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct MixedContentTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: MixedContent.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: MixedContent.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: MixedContent.self).state == .notApplicable)
    }

    @Test func whatPassivePartsLackIsALevel() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(insecure: [
                        .init(address: "http://a.example/", use: "passive", place: "x")
                    ])
                )
            ).verdict(of: MixedContent.self).level == "passive"
        )
    }

    @Test func whatFormPartsLackIsALevel() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(insecure: [
                        .init(address: "http://a.example/", use: "form", place: "x")
                    ])
                )
            ).verdict(of: MixedContent.self).level == "form"
        )
    }

    @Test func whatActivePartsLackIsALevel() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(insecure: [
                        .init(address: "http://a.example/", use: "active", place: "x")
                    ])
                )
            ).verdict(of: MixedContent.self).level == "active"
        )
    }

    @Test func whatWasNotReadIsUnknown() throws {
        #expect(
            try Scene.page(.sound(gap: "only its beginning was read")).verdict(of: MixedContent.self).state
                == .unknown
        )
    }

    @Test func aProvenOneFails() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(insecure: [
                        .init(address: "http://a.example/", use: "active", place: "x")
                    ])
                )
            ).verdict(of: MixedContent.self).level == "active"
        )
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: MixedContent.self
            ).state == .notApplicable
        )
    }
}
