// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct PageSlowTests {
    private func verdict(_ scene: Scene, _ audience: Audience = .equal(over: .slow3G)) throws -> Verdict {
        let settings = CheckSettings(["FirstPaint": "50%"], audience: audience)
        return try PageSlow(settings).verdict(on: scene.evidence, about: Scene.endpoint, at: Scene.now)
    }

    @Test func aLightPageThatWasWeighedPasses() throws {
        #expect(try verdict(.weighed(.light, .part("a.css", wire: 3000))) == .pass)
    }

    @Test func aHeavyOneFailsByWhatComesLate() throws {
        let scene = try Scene.weighed(.light, .part("a.jpg", "picture", wire: 600_000, isBlocking: false))
        let verdict = try verdict(scene)
        #expect(verdict.level == "whole")
        #expect(
            verdict.seen == "13.4 s for all of it (604 kB in 2 requests), 1.6 s to the first paint over "
                + "slow-3g (400 kbit/s, 400 ms)"
        )
        let blank = try Scene.weighed(.light, .part("a.js", "script", wire: 600_000))
        #expect(try self.verdict(blank).level == "first-paint")
    }

    @Test func aBoundThatExceedsTheBudgetIsEnoughToFail() throws {
        let scene = try Scene.weighed(.page(800_000), .part("a.css"), isFetched: false)
        let verdict = try verdict(scene)
        #expect(verdict.level == "first-paint")
        #expect(
            verdict.seen?.hasPrefix(
                "at least 17.3 s for all of it (at least 800 kB in 2 requests, 1 of them not"
            ) == true
        )
    }

    @Test func aBoundWithinItIsUnknown() throws {
        let verdict = try verdict(.weighed(.light, .part("a.css"), isFetched: false))
        #expect(verdict.state == .unknown)
        #expect("\(verdict)".contains("at least 1.6 s"), "\(verdict)")
        #expect("\(verdict)".contains("not fetched without PageCost="), "\(verdict)")
        #expect(try self.verdict(.weighed(.light, isShell: true)).state == .unknown)
        #expect(try self.verdict(.weighed(.light, gap: "cut")).state == .unknown)
        #expect(try self.verdict(.weighed(.light), .equal).state == .notTested)
    }

    @Test func theWorstLinkOfTheAudienceDecides() throws {
        let regions = [
            Audience.Region(name: "Africa", weight: 0.1, shares: [:], link: .slow3G),
            Audience.Region(name: "Europe", weight: 0.9, shares: [:], link: .lte),
        ]
        let scene = try Scene.weighed(.light, .part("a.jpg", "picture", wire: 600_000, isBlocking: false))
        let both = try verdict(scene, Audience(source: "", date: nil, regions: regions))
        #expect(both.level == "whole" && both.seen?.contains("in Africa over slow-3g") == true)
        #expect(try verdict(scene, Audience(source: "", date: nil, regions: [regions[1]])) == .pass)
        #expect(try verdict(scene, Audience(source: "", date: nil, regions: regions, budget: 30)) == .pass)
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.weightDoubts(of: PageSlow.self) == Scene.weightsDoubts)
    }
}
