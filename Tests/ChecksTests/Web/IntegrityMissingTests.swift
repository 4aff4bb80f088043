// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct IntegrityMissingTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: IntegrityMissing.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: IntegrityMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: IntegrityMissing.self).state == .notApplicable)
    }

    @Test func aForeignScriptFails() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(scripts: [
                        .init(
                            source: "https://cdn.example/x.js",
                            address: "https://cdn.example/x.js",
                            hasIntegrity: false
                        )
                    ])
                )
            ).verdict(of: IntegrityMissing.self).level == "missing"
        )
    }

    @Test func withADigestItPasses() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(scripts: [
                        .init(
                            source: "https://cdn.example/x.js",
                            address: "https://cdn.example/x.js",
                            hasIntegrity: true
                        )
                    ])
                )
            ).verdict(of: IntegrityMissing.self).state == .pass
        )
    }

    @Test func anOwnOnePasses() throws {
        #expect(
            try Scene.page(
                .sound(
                    markup: PageMarkup(scripts: [
                        .init(source: "https://www/x.js", address: "https://www/x.js", hasIntegrity: false)
                    ])
                )
            ).verdict(of: IntegrityMissing.self).state == .pass
        )
    }

    @Test func whatWasNotReadIsUnknown() throws {
        #expect(try Scene.page(.sound(gap: "damaged")).verdict(of: IntegrityMissing.self).state == .unknown)
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: IntegrityMissing.self
            ).state == .notApplicable
        )
    }

    @Test(arguments: [
        ("www.mfa.gov.xx", "static.mfa.gov.xx", true), ("www.mfa.gov.xx", "www.other.gov.xx", false),
        ("mfa.example", "cdn.mfa.example", true), ("a.example", "b.example", false),
        ("192.0.2.1", "192.0.2.2", false), ("[2001:db8::1]", "[2001:db8::2]", false),
    ])
    func sitesAreToldByTheirNames(_ page: String, _ script: String, _ isOwn: Bool) throws {
        let address = "https://\(script)/x.js"
        let scene = try Scene.page(
            PageResponse(
                hops: [.init(address: "https://\(page)/", status: 200, transportSecurity: [])],
                markup: PageMarkup(
                    scripts: [.init(source: address, address: address, hasIntegrity: false)]
                )
            )
        )
        #expect(try scene.verdict(of: IntegrityMissing.self).level == (isOwn ? nil : "missing"))
    }
}
