// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct FramingAllowedTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: FramingAllowed.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: FramingAllowed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: FramingAllowed.self).state == .notApplicable)
    }

    @Test(
        arguments: [
            ([:], "unprotected"), (["x-frame-options": ["ALLOW-FROM https://a.example"]], "obsolete"),
            (["x-frame-options": ["DENY", "SAMEORIGIN"]], "unprotected"),
            (["content-security-policy": ["frame-ancestors *"]], "unprotected"),
        ] as [([String: [String]], String)]
    )
    func whatAnybodyMayFrameFails(_ policies: [String: [String]], _ level: String) throws {
        let page = PageResponse.sound(
            policies,
            without: policies["x-frame-options"] == nil ? "x-frame-options" : "",
            policies["content-security-policy"] == nil ? "content-security-policy" : ""
        )
        #expect(try Scene.page(page).verdict(of: FramingAllowed.self).level == level)
    }

    @Test func theFieldAloneWillDo() throws {
        #expect(
            try Scene.page(.sound(without: "content-security-policy")).verdict(of: FramingAllowed.self)
                == .pass
        )
    }

    @Test func aMetaElementDoesNotProtect() throws {
        let markup = PageMarkup(securityPolicies: ["frame-ancestors 'none'"])
        let page = PageResponse.sound(without: "content-security-policy", "x-frame-options", markup: markup)
        #expect(try Scene.page(page).verdict(of: FramingAllowed.self).level == "unprotected")
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: FramingAllowed.self
            ).state == .notApplicable
        )
    }
}
