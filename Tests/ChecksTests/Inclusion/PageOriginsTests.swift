// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct PageOriginsTests {
    private func verdict(_ scene: Scene) throws -> Verdict {
        let settings = thresholds["inclusion.page-origins"] ?? CheckSettings()
        return try PageOrigins(settings).verdict(on: scene.evidence, about: Scene.endpoint, at: Scene.now)
    }

    @Test func whatComesFromThePagesOwnHostPasses() throws {
        #expect(try verdict(.weighed(.light, .part("a.css"), isFetched: false)) == .pass)
        let late = PageWeight.Part.part("x.js", "script", on: "https://cdn.example", isBlocking: false)
        #expect(try verdict(.weighed(.light, late)) == .pass)
    }

    @Test func whatHoldsPaintingUpElsewhereFails() throws {
        let cdn = PageWeight.Part.part("x.js", "script", on: "https://cdn.example")
        let fonts = PageWeight.Part.part("f.css", on: "https://fonts.example", level: 2)
        let one = try verdict(.weighed(.light, cdn, gap: "cut"))
        #expect(one.level == "some" && one.seen == "https://cdn.example")
        #expect(try verdict(.weighed(.light, cdn, fonts)).level == "many")
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try verdict(.weighed(.light, gap: "cut")).state == .unknown)
        #expect(try Scene.weightDoubts(of: PageOrigins.self) == Scene.weightsDoubts)
        #expect(throws: SettingError.self) { try PageOrigins(CheckSettings(["Some": "3", "Many": "2"])) }
    }
}
