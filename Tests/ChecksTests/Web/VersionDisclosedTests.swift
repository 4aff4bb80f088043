// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct VersionDisclosedTests {
    @Test func aSoundSitePasses() throws {
        #expect(try Scene.page(.sound()).verdict(of: VersionDisclosed.self) == .pass)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        var scene = try Scene.reachable()
        for kind in [PageResponse.kind, CrossOriginAccess.kind, PageSketch.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""))
        }
        for kind in [PlainRedirects.kind, SecurityTextFile.kind, ErrorPage.kind] {
            scene = scene.missing(Question(kind: kind, aspect: ""), on: Scene.endpoint)
        }
        #expect(try scene.verdict(of: VersionDisclosed.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: VersionDisclosed.self).state == .notApplicable)
    }

    @Test(arguments: [
        "server: nginx/1.22.1", "x-powered-by: PHP/8.1.2", "generator: WordPress 6.1",
        "x-aspnet-version: 4.0.30319", "server: Apache/2.4.41 (Ubuntu)",
    ])
    func aVersionFails(_ field: String) throws {
        #expect(
            try Scene.page(.sound(software: [field])).verdict(of: VersionDisclosed.self).level == "disclosed"
        )
    }

    @Test(arguments: ["server: nginx", "server: AmazonS3", "server: cloudflare", "x-powered-by: ASP.NET"])
    func aNamePasses(_ field: String) throws {
        #expect(try Scene.page(.sound(software: [field])).verdict(of: VersionDisclosed.self) == .pass)
    }
}
