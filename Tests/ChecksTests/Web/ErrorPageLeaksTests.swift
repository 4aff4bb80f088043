// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct ErrorPageLeaksTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: ErrorPageLeaks.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: ErrorPageLeaks.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: ErrorPageLeaks.self).state == .notApplicable)
    }

    @Test func aTraceFails() throws {
        #expect(
            try Scene.page(
                .sound(),
                ErrorPage(path: "/x", status: 404, software: ["nginx/1"], traces: [.java])
            ).verdict(of: ErrorPageLeaks.self).level == "trace"
        )
    }

    @Test func aVersionFails() throws {
        #expect(
            try Scene.page(.sound(), ErrorPage(path: "/x", status: 404, software: ["nginx/1.2"], traces: []))
                .verdict(of: ErrorPageLeaks.self).level == "version"
        )
    }
}
