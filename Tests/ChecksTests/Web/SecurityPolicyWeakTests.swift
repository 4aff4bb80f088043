// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct SecurityPolicyWeakTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: SecurityPolicyWeak.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: SecurityPolicyWeak.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: SecurityPolicyWeak.self).state == .notApplicable)
    }

    @Test(arguments: [
        ("default-src * 'unsafe-inline'", "unsafe"), ("default-src 'self' 'unsafe-eval'", "unsafe"),
        ("default-src 'self'; default-src *", "unsafe"), ("default-src 'self'", "strict"),
    ])
    func bothVerdictsStandInTheEvidence(_ policy: String, _ level: String) throws {
        let scene = try Scene.page(.sound(["content-security-policy": [policy]]))
        guard case .fail(level, let seen, _) = try scene.verdict(of: SecurityPolicyWeak.self) else {
            Issue.record("does not fail at \(level)")
            return
        }
        #expect(seen.contains("Observatory: csp-") && seen.contains("Internet.nl: "))
    }

    @Test func noPolicyIsAnothersMatter() throws {
        #expect(
            try Scene.page(.sound(without: "content-security-policy")).verdict(of: SecurityPolicyWeak.self)
                .state == .notApplicable
        )
    }

    @Test func aPageThatLeadsElsewhereIsNone() throws {
        #expect(
            try Scene.page(.sound(status: 301, leadsTo: "https://other.example/")).verdict(
                of: SecurityPolicyWeak.self
            ).state == .notApplicable
        )
    }
}
