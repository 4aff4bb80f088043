// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct HTTPSNotForcedTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: HTTPSNotForced.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: HTTPSNotForced.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: HTTPSNotForced.self).state == .notApplicable)
    }

    @Test(arguments: [
        (PlainRedirects.way("https://other/", end: .elsewhere), "late"),
        (.way("http://www/a", "https://www/", end: .endpoint), "late"),
        (.way(status: 200, end: .page), "not-forced"),
        (.way(status: 401, end: .page), "not-forced"),
        (.way("http://other/", end: .elsewhere), "not-forced"),
        (.way("http://www/", end: .loop), "not-forced"),
        // What comes behind it was not seen.
        (.way("http://www/a", end: .lost), "late"),
    ])
    func whatStaysOnHTTPFails(_ plain: PlainRedirects, _ level: String) throws {
        #expect(try Scene.page(.sound(), plain).verdict(of: HTTPSNotForced.self).level == level)
    }

    @Test(arguments: [
        PlainRedirects(state: .refused), .way("https://www/en", status: 200, end: .page),
        .way(status: 404, end: .page), .way("https://www:8443/", end: .elsewhere),
    ])
    func whereNothingIsServedOverHTTPItPasses(_ plain: PlainRedirects) throws {
        #expect(try Scene.page(.sound(), plain).verdict(of: HTTPSNotForced.self) == .pass)
    }

    @Test func aServerInTroubleIsUnknown() throws {
        let plain = PlainRedirects.way(status: 500, end: .page)
        #expect(try Scene.page(.sound(), plain).verdict(of: HTTPSNotForced.self).state == .unknown)
    }

    @Test func anotherPortIsNotTested() throws {
        let reason = Unestablished(phase: .notMeasured, reason: "its port is not 443")
        let scene = try Scene.page(.sound()).missing(
            Question(PlainRedirects.self),
            because: reason,
            on: Scene.endpoint
        )
        #expect(try scene.verdict(of: HTTPSNotForced.self).state == .notTested)
    }
}
