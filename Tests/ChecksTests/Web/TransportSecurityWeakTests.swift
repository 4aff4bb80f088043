// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct TransportSecurityWeakTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: TransportSecurityWeak.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: TransportSecurityWeak.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: TransportSecurityWeak.self).state == .notApplicable)
    }

    @Test(arguments: [
        ("max-age=31535999; includeSubDomains", "short"), ("max-age=15552000", "short"),
        ("max-age=31536000", "no-subdomains"),
    ])
    func whatIsForgottenOrLeftOutFails(_ field: String, _ level: String) throws {
        let scene = try Scene.page(.sound(security: [field]))
        #expect(try scene.verdict(of: TransportSecurityWeak.self).level == level)
    }

    @Test func withoutItIsAnothersMatter() throws {
        let scene = try Scene.page(.sound(security: []))
        #expect(try scene.verdict(of: TransportSecurityWeak.self).state == .notApplicable)
    }
}
