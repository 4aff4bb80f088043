// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct VantageDiffersTests {
    private static func verdict(_ scene: Scene) throws -> Verdict {
        try scene.verdict(of: VantageDiffers.self, ["Hours": "24"])
    }

    private static func verdict(_ change: (inout GlimpseScene) -> Void) throws -> Verdict {
        var glimpse = GlimpseScene()
        change(&glimpse)
        return try verdict(Scene.homely().glimpsed(glimpse))
    }

    @Test func theSameEndpointPassesAtOtherAddressesToo() throws {
        #expect(try Self.verdict { _ in } == .pass)
        #expect(try Self.verdict { $0.names = ["198.51.100.7", "2001:db8::7"] } == .pass)
        #expect(try Self.verdict { $0.status = 403 } == .pass)
        #expect(try Self.verdict(Scene.homely().watched(from: [])).state == .notApplicable)
    }

    @Test func anotherKeyIsAFault() throws {
        #expect(
            try Self.verdict { $0.key = GlimpseScene.otherKey }
                == .fail(
                    level: "key",
                    seen: "key 0b0b0b0b0b0b0b0b… of CN=CA, at 192.0.2.1 from paris",
                    expected: "the endpoint that home is shown"
                )
        )
        let stranger = try Self.verdict { ($0.key, $0.trust) = (GlimpseScene.otherKey, .unknownRoot) }
        #expect(stranger.level == "untrusted" && "\(stranger)".contains("nobody trusts"))
    }

    @Test func aKeyThatHomeSawBeforeIsNone() throws {
        let verdict = try Self.verdict {
            $0.key = GlimpseScene.otherKey
            $0.home = HomeGlimpse(
                seen: Scene.now.addingTimeInterval(-7200),
                addresses: [],
                reached: [IPAddress("192.0.2.1")].compactMap(\.self),
                keys: [GlimpseScene.otherKey],
                status: 200,
                host: "www"
            )
        }
        #expect(verdict == .pass)
    }

    @Test func withoutAKeyAtHomeItIsUnknown() throws {
        let scene = try Scene.reachable().watched(from: [Scene.vantage("paris")]).glimpsed(GlimpseScene())
        #expect(try Self.verdict(scene).state == .unknown)
    }

    @Test func addressesOfALocalNetworkAloneAreAFault() throws {
        let home = try Scene.homely().seeing(AddressSet.resolved("8.8.8.8"), on: Scene.endpoint)
        var glimpse = GlimpseScene()
        glimpse.names = ["10.10.34.35"]
        glimpse.gaps = ["10.10.34.35": GlimpseScene.reset]
        #expect(try Self.verdict(home.glimpsed(glimpse)).level == "names")
        glimpse.means = VantageMeans(invented: glimpse.names.compactMap { IPAddress($0) })
        #expect(try Self.verdict(home.glimpsed(glimpse)).state == .unknown)
    }

    @Test func anotherSiteOrNoneIsAFault() throws {
        #expect(try Self.verdict { $0.host = "blocked.isp.example" }.level == "page")
        #expect(try Self.verdict { $0.status = 404 }.level == "page")
        #expect(try Self.verdict { $0.status = 302 } == .pass)
    }

    @Test func whatSaysNothingIsUnknown() throws {
        let changes: [(inout GlimpseScene) -> Void] = [
            { $0.challenge = "px-captcha" },
            { ($0.status, $0.pageGap) = (nil, GlimpseScene.reset) },
            { $0.gaps = ["192.0.2.1": GlimpseScene.reset] },
            {
                ($0.key, $0.means) = (
                    GlimpseScene.otherKey, VantageMeans(intercepted: true, interceptor: "CN=F")
                )
            },
            { ($0.key, $0.hoursAgo) = (GlimpseScene.otherKey, 25) },
        ]
        for change in changes { #expect(try Self.verdict(change).state == .unknown) }
    }
}
