// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct AIAgentsUnaddressedTests {
    private func verdict(_ rules: CrawlerRules?, role: Role = .publicWebsite) throws -> Verdict {
        let scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        let whole = try rules.map { try scene.seeing($0, on: Scene.endpoint) }
        return try (whole ?? scene.missing(Question(CrawlerRules.self), on: Scene.endpoint))
            .verdict(of: AIAgentsUnaddressed.self)
    }

    @Test func whoIsNamedOrKeptOutIsAddressed() throws {
        #expect(try verdict(CrawlerRules(status: 200, hasRules: true, named: ["GPTBot"])) == .pass)
        #expect(try verdict(CrawlerRules(status: 200, hasRules: true, excluded: ["CCBot"])) == .pass)
    }

    @Test(arguments: [CrawlerRules(status: 404), CrawlerRules(status: 200, hasRules: true)])
    func whereNothingIsSaidItFails(_ rules: CrawlerRules) throws {
        #expect(try verdict(rules).level == "unaddressed")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        #expect(try verdict(nil) == .unknown(because: Scene.silence))
        #expect(try verdict(CrawlerRules(status: 503)).state == .unknown)
        #expect(try verdict(CrawlerRules(status: 302)).state == .notTested)
    }

    @Test func othersNeedNoRules() throws {
        #expect(try verdict(CrawlerRules(status: 404), role: .mail).state == .notApplicable)
    }
}
