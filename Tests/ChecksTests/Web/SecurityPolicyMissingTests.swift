// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct SecurityPolicyMissingTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: SecurityPolicyMissing.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: SecurityPolicyMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SecurityPolicyMissing.self).state == .notApplicable)
    }

    @Test func noPolicyFails() throws {
        #expect(
            try Scene.page(.sound(without: "content-security-policy")).verdict(of: SecurityPolicyMissing.self)
                .level == "missing"
        )
    }

    @Test func onlyReportingFails() throws {
        #expect(
            try Scene.page(
                .sound(
                    ["content-security-policy-report-only": ["default-src 'self'"]],
                    without: "content-security-policy"
                )
            ).verdict(of: SecurityPolicyMissing.self).level == "report-only"
        )
    }

    @Test func aMetaElementCounts() throws {
        #expect(
            try Scene.page(
                .sound(
                    without: "content-security-policy",
                    markup: PageMarkup(securityPolicies: ["default-src 'self'"])
                )
            ).verdict(of: SecurityPolicyMissing.self).state == .pass
        )
    }

    @Test func whatWasNotReadMayHoldOne() throws {
        #expect(
            try Scene.page(.sound(without: "content-security-policy", gap: "only its beginning was read"))
                .verdict(of: SecurityPolicyMissing.self).state == .unknown
        )
    }

    @Test func dataNeedsNone() throws {
        #expect(
            try Scene.page(.sound(["content-type": ["application/json"]], markup: nil)).verdict(
                of: SecurityPolicyMissing.self
            ).state == .notApplicable
        )
    }

    @Test func anErrorIsNoPage() throws {
        #expect(
            try Scene.page(.sound(status: 404)).verdict(of: SecurityPolicyMissing.self).state
                == .notApplicable
        )
    }

    @Test func aServerInTroubleIsUnknown() throws {
        #expect(try Scene.page(.sound(status: 500)).verdict(of: SecurityPolicyMissing.self).state == .unknown)
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: SecurityPolicyMissing.self
            ).state == .notApplicable
        )
    }
}
