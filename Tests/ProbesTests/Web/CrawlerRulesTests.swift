// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

struct CrawlerRulesTests {
    private func rules(_ answer: String?) async -> CrawlerRules? {
        let peer = SitePeer(ScriptedSite(answer.map { ["/robots.txt": $0] } ?? [:]))
        let probe = WebProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        return await probe.answers(
            .sample(host: "server.example", port: 443, role: .publicWebsite),
            secured: peer,
            plain: nil,
            requests: 12
        ).fact(CrawlerRules.self)
    }

    @Test func crawlersOfModelsAreLookedFor() async throws {
        let text =
            "User-agent: GPTBot\nDisallow: /\n\nUser-agent: ClaudeBot\nAllow: /\n\nUser-agent: *\nDisallow: /x\n"
        let seen = await rules(ScriptedSite.page("200 OK", ["Content-Type: text/plain"], text))
        #expect(
            seen
                == CrawlerRules(
                    status: 200,
                    hasRules: true,
                    named: ["ClaudeBot", "GPTBot"],
                    excluded: ["GPTBot"]
                )
        )
    }

    @Test func aPageOrNothingIsNoRules() async throws {
        #expect(await rules(ScriptedSite.html("no")) == CrawlerRules(status: 200))
        #expect(await rules(nil) == CrawlerRules(status: 404))
    }
}
