// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CookieLifetimeTooLongTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: CookieLifetimeTooLong.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: CookieLifetimeTooLong.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: CookieLifetimeTooLong.self).state == .notApplicable)
    }

    @Test func aDayMoreFails() throws {
        #expect(
            try Scene.page(.sound(cookies: ["a=; Max-Age=34646400"])).verdict(of: CookieLifetimeTooLong.self)
                .level == "long"
        )
    }

    @Test func fourHundredDaysPass() throws {
        #expect(
            try Scene.page(.sound(cookies: ["a=; Max-Age=34560000", "b="])).verdict(
                of: CookieLifetimeTooLong.self
            ).state == .pass
        )
    }
}
