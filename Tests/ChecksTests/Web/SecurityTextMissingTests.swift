// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct SecurityTextMissingTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: SecurityTextMissing.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: SecurityTextMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SecurityTextMissing.self).state == .notApplicable)
    }

    @Test func noFileFails() throws {
        #expect(
            try Scene.page(.sound(), SecurityTextFile.file("", status: 404)).verdict(
                of: SecurityTextMissing.self
            ).level == "missing"
        )
    }

    @Test func aPageIsNoFile() throws {
        #expect(
            try Scene.page(.sound(), SecurityTextFile.file("", mediaType: "text/html")).verdict(
                of: SecurityTextMissing.self
            ).level == "missing"
        )
    }

    @Test func aServerInTroubleIsUnknown() throws {
        #expect(
            try Scene.page(.sound(), SecurityTextFile.file("", status: 502)).verdict(
                of: SecurityTextMissing.self
            ).state == .unknown
        )
    }

    @Test func whoLeadsElsewhereIsNotTested() throws {
        #expect(
            try Scene.page(
                .sound(),
                SecurityTextFile.file("", status: 301, leadsTo: "https://other/security.txt")
            ).verdict(of: SecurityTextMissing.self).state == .notTested
        )
    }
}
