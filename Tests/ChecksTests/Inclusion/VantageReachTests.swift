// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct VantageReachTests {
    private static func reach(_ scene: Scene, _ region: String) throws -> VantageReach? {
        let check = try VantageUnreachable(CheckSettings(["Hours": "24"]))
        return VantageReach(
            of: region,
            endpoints: [.listed("www"), .listed("other")],
            in: scene.evidence,
            by: check
        )
    }

    private static func scene(_ vantages: [(String, String)]) throws -> Scene {
        try Scene.homely().watched(
            from: vantages.map { Scene.vantage($0.0, mission: $0.1) },
            at: [Scene.mission("m1", region: "Europe"), Scene.mission("m2", region: "Africa")]
        )
    }

    @Test func eachLookCountsOnceInItsRegion() throws {
        var (blocked, dark) = (GlimpseScene(), GlimpseScene())
        blocked.status = 403
        (dark.gaps, dark.reached) = (["192.0.2.1": GlimpseScene.reset], 0)
        let scene = try Self.scene([("a", "m1"), ("b", "m1"), ("c", "m2"), ("d", "m1")])
            .glimpsed(GlimpseScene(), from: "a").glimpsed(blocked, from: "b").glimpsed(dark, from: "d")
            .glimpsed(GlimpseScene(), from: "c")
        let europe = try #require(try Self.reach(scene, "Europe"))
        #expect((europe.reached, europe.missed, europe.unknown) == (1, 1, 1))
        #expect(abs(europe.low - 1 / 3) < 1e-9 && abs(europe.high - 2 / 3) < 1e-9)
        let africa = try #require(try Self.reach(scene, "Africa"))
        #expect(africa.low == 1 && africa.high == 1)
    }

    @Test func aRegionWithoutAVantageHasNoShare() throws {
        let scene = try Self.scene([("a", "m1")]).glimpsed(GlimpseScene(), from: "a")
        #expect(try Self.reach(scene, "Africa") == nil)
        #expect(try Self.reach(scene, "Asia") == nil)
    }
}
