// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct TransportSecurityMissingTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: TransportSecurityMissing.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: TransportSecurityMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: TransportSecurityMissing.self).state == .notApplicable)
    }

    @Test(
        arguments: [
            [], ["max-age=0"], ["includeSubDomains"], ["max-age=1; max-age=2"], ["max-age=soon"],
        ] as [[String]]
    )
    func whatBrowsersDoNotKeepFails(_ fields: [String]) throws {
        let scene = try Scene.page(.sound(security: fields))
        #expect(try scene.verdict(of: TransportSecurityMissing.self).level == "missing")
    }

    @Test func aRedirectMustSendItToo() throws {
        let page = PageResponse.sound(status: 301, security: [], leadsTo: "https://other/")
        #expect(try Scene.page(page).verdict(of: TransportSecurityMissing.self).level == "missing")
    }

    @Test func browsersKeepNoneOfAnAddress() throws {
        let hop = PageResponse.Hop(address: "https://192.0.2.1/", status: 200, transportSecurity: [])
        let scene = try Scene.page(PageResponse(hops: [hop]))
        #expect(try scene.verdict(of: TransportSecurityMissing.self).state == .notApplicable)
    }
}
