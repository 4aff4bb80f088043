// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct SniffingAllowedTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: SniffingAllowed.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: SniffingAllowed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SniffingAllowed.self).state == .notApplicable)
    }

    @Test func withoutItFails() throws {
        #expect(
            try Scene.page(.sound(without: "x-content-type-options")).verdict(of: SniffingAllowed.self).level
                == "missing"
        )
    }

    @Test func anotherValueFails() throws {
        #expect(
            try Scene.page(.sound(["x-content-type-options": ["none"]])).verdict(of: SniffingAllowed.self)
                .level == "missing"
        )
    }

    @Test func lettersDoNotMatter() throws {
        #expect(
            try Scene.page(.sound(["x-content-type-options": ["NoSniff"]])).verdict(of: SniffingAllowed.self)
                .state == .pass
        )
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: SniffingAllowed.self
            ).state == .notApplicable
        )
    }
}
