// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct VantageUnreachableTests {
    private static func verdict(_ scene: Scene) throws -> Verdict {
        try scene.verdict(of: VantageUnreachable.self, ["Hours": "24"])
    }

    private static func verdict(_ change: (inout GlimpseScene) -> Void) throws -> Verdict {
        var glimpse = GlimpseScene()
        change(&glimpse)
        return try verdict(Scene.homely().glimpsed(glimpse))
    }

    private static let lost = ["192.0.2.1": GlimpseScene.reset]

    @Test func whatIsReachedThereToPasses() throws {
        #expect(try Self.verdict { _ in } == .pass)
        // Other addresses than at home are usual.
        #expect(try Self.verdict { $0.names = ["198.51.100.7"] } == .pass)
    }

    @Test func withoutAVantageNothingIsTested() throws {
        let scene = try Scene.homely().watched(from: [])
        #expect(
            try Self.verdict(scene) == .notApplicable(because: "no [Vantage …] says from where else to look")
        )
    }

    @Test func aVantageWithoutABundleIsUnknownAndOneThatLeavesItOutIsNot() throws {
        let gap = Unestablished(phase: .vantage, reason: "no bundle of the vantage paris was imported")
        let missing = try Scene.homely().missing(
            Question(MissionVantage.self, "paris"),
            because: gap,
            on: .ministry
        )
        #expect(try Self.verdict(missing) == .unknown(because: gap))
        let other = try Scene.homely().seeing(GlimpseScene().mission("paris"), on: .ministry)
        #expect(try Self.verdict(other) == .notTested(because: "no bundle of a vantage has it"))
    }

    @Test(arguments: [403, 451])
    func aRefusalThereAloneIsABlock(_ status: Int) throws {
        #expect(
            try Self.verdict { $0.status = status }
                == .fail(
                    level: "blocked",
                    seen: "HTTP \(status) from paris, HTTP 200 at home",
                    expected: "the endpoint as home reaches it"
                )
        )
    }

    @Test func aRefusalAtHomeAsWellIsNone() throws {
        var glimpse = GlimpseScene()
        glimpse.status = 403
        let scene = try Scene.homely().seeing(PageResponse.sound(status: 403)).glimpsed(glimpse)
        #expect(try Self.verdict(scene) == .pass)
        let unseen = try Scene.homely().missing(Question(PageResponse.self)).glimpsed(glimpse)
        #expect(try Self.verdict(unseen).state == .unknown)
    }

    @Test func aRiddleForRobotsIsUnknown() throws {
        let verdict = try Self.verdict {
            $0.status = 403
            $0.challenge = "cf-mitigated: challenge"
        }
        #expect(verdict.state == .unknown && "\(verdict)".contains("no robot"))
    }

    @Test func noHandshakeThereIsUnreachable() throws {
        let verdict = try Self.verdict { $0.gaps = Self.lost }
        #expect(verdict.level == "unreachable" && "\(verdict)".contains("reset, from paris"))
        let absent = try Self.verdict { ($0.names, $0.outcome) = ([], .absent) }
        #expect(absent.level == "unreachable")
    }

    @Test func whatTheVantageCannotDoIsUnknown() throws {
        let changes: [(inout GlimpseScene) -> Void] = [
            { ($0.gaps, $0.reached) = (Self.lost, 0) },
            { ($0.gaps, $0.means) = (Self.lost, VantageMeans(intercepted: true, interceptor: "CN=Filter")) },
            { ($0.gaps, $0.means) = (Self.lost, VantageMeans(invented: [], clock: 301)) },
            { ($0.names, $0.outcome, $0.means) = ([], .absent, VantageMeans()) },
            { ($0.names, $0.outcome) = ([], .failed) },
            {
                ($0.gaps, $0.means) = (
                    Self.lost, VantageMeans(invented: [IPAddress("192.0.2.1")].compactMap(\.self))
                )
            },
            { $0.gaps = ["192.0.2.1": Unestablished(phase: .greeting, reason: "try later", attempts: 1)] },
        ]
        for change in changes { #expect(try Self.verdict(change).state == .unknown) }
    }

    @Test func anIPv6AddressWithoutAWayThereIsUnknownAndOneBesideAnotherIsNoLoss() throws {
        var glimpse = GlimpseScene()
        glimpse.means = VantageMeans(ipv4: true, ipv6: false, invented: [])
        glimpse.names = ["2600::1"]
        glimpse.gaps = ["2600::1": Unestablished(phase: .connect, reason: "no route", attempts: 1)]
        #expect(try Self.verdict(Scene.homely().glimpsed(glimpse)).state == .unknown)
        glimpse.names.append("192.0.2.1")
        #expect(try Self.verdict(Scene.homely().glimpsed(glimpse)) == .pass)
    }

    @Test func anAddressThatHomeReachesAndTheMissionDoesNotIsPartly() throws {
        var glimpse = GlimpseScene()
        glimpse.names = ["192.0.2.1", "192.0.2.2"]
        glimpse.gaps = ["192.0.2.2": GlimpseScene.reset]
        #expect(try Self.verdict(Scene.homely().glimpsed(glimpse)) == .pass)
        let both = try Scene.homely().seeing(Reachability(suitesPerHello: 0), on: Scene.other)
        #expect(try Self.verdict(both.glimpsed(glimpse)).level == "partly")
    }

    @Test func whatHomeDoesNotReachOrReachedAtAnotherTimeIsUnknown() throws {
        var glimpse = GlimpseScene()
        glimpse.gaps = Self.lost
        let dark = try Scene.homely().missing(Question(Reachability.self)).glimpsed(glimpse)
        #expect(try Self.verdict(dark).state == .unknown)
        glimpse.hoursAgo = 25
        #expect(try Self.verdict(Scene.homely().glimpsed(glimpse)).state == .unknown)
        let seen = Scene.now.addingTimeInterval(-24 * 3600)
        let address = try #require(IPAddress("192.0.2.1"))
        glimpse.home = HomeGlimpse(seen: seen, addresses: [address], reached: [address], keys: [])
        #expect(try Self.verdict(Scene.homely().glimpsed(glimpse)).level == "unreachable")
        glimpse.home = HomeGlimpse(seen: seen, addresses: [], reached: [], keys: [])
        #expect(try Self.verdict(Scene.homely().glimpsed(glimpse)).state == .unknown)
    }

    @Test func theWorstVantageCountsAndAnUnknownOneHidesNoFailure() throws {
        var (blocked, dark) = (GlimpseScene(), GlimpseScene())
        blocked.status = 451
        dark.reached = 0
        dark.gaps = Self.lost
        let vantages = ["paris", "rome"].map { Scene.vantage($0) }
        let scene = try Scene.homely().watched(from: vantages)
        let both = try scene.glimpsed(blocked, from: "rome").glimpsed(dark)
        #expect(try Self.verdict(both).level == "blocked")
        let doubtful = try scene.glimpsed(GlimpseScene(), from: "rome").glimpsed(dark)
        #expect(try Self.verdict(doubtful).state == .unknown)
    }

    @Test func aPageThatWasNotSeenThereIsUnknown() throws {
        let verdict = try Self.verdict { ($0.status, $0.pageGap) = (nil, GlimpseScene.reset) }
        #expect(verdict.state == .unknown)
    }
}
