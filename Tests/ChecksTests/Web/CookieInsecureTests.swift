// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct CookieInsecureTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: CookieInsecure.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: CookieInsecure.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: CookieInsecure.self).state == .notApplicable)
    }

    @Test(
        arguments: [
            ("sid=; Secure; HttpOnly; SameSite=Lax", nil), ("theme=; Secure", nil), ("theme=", "not-secure"),
            ("PHPSESSID=; Secure; SameSite=Lax", "session"),
            ("JSESSIONID=; HttpOnly; SameSite=Lax", "session"),
            ("x=; SameSite=odd; Secure", "attributes"), ("__Host-x=; Secure", "attributes"),
            ("csrftoken=; Secure", "attributes"),
        ] as [(String, String?)]
    )
    func eachCookieIsJudgedByItsAttributes(_ cookie: String, _ level: String?) throws {
        let scene = try Scene.page(.sound(cookies: [cookie]))
        #expect(try scene.verdict(of: CookieInsecure.self).level == level)
    }

    @Test func theWorstDecidesAndAllAreNamed() throws {
        let scene = try Scene.page(.sound(cookies: ["a=", "sess=; Secure; SameSite=Lax"]))
        guard case .fail("session", let seen, _) = try scene.verdict(of: CookieInsecure.self) else {
            Issue.record("does not fail")
            return
        }
        #expect(seen == "sess: a session without HttpOnly; a: without Secure")
    }
}
