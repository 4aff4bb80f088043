// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct PageUncachedTests {
    private func verdict(_ scene: Scene) throws -> Verdict {
        let settings = thresholds["inclusion.page-uncached"] ?? CheckSettings()
        return try PageUncached(settings).verdict(on: scene.evidence, about: Scene.endpoint, at: Scene.now)
    }

    private let bad = PageWeight.Part.part("a.css", wire: 900, isReusable: false)

    @Test func whatReadersMayKeepPasses() throws {
        #expect(try verdict(.weighed(.light, .part("a.css", wire: 900))) == .pass)
        #expect(try verdict(.weighed(.light, bad, .part("b.css", wire: 900))) == .pass)
    }

    @Test func whatTheyMayNotFails() throws {
        let verdict = try verdict(
            .weighed(.light, bad, .part("b.png", "picture", wire: 9, isReusable: false), .part("c.js"))
        )
        #expect(verdict.level == "some")
        #expect(verdict.seen == "2 of 2 parts: https://www/a.css, https://www/b.png")
    }

    @Test func withoutTheSwitchItIsNotTested() throws {
        #expect(try verdict(.weighed(.light, .part("a.css"), isFetched: false)).state == .notTested)
        #expect(try verdict(.weighed(.light)).state == .notApplicable)
        #expect(try verdict(.weighed(.light, gap: "cut")).state == .unknown)
        #expect(try Scene.weightDoubts(of: PageUncached.self) == Scene.weightsDoubts)
    }
}
