// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct StatementsStaleTests {
    private static let settings = ["Old": "14", "Stale": "60"]

    private func verdict(_ feed: StatementFeed?, role: Role = .statementHost) throws -> Verdict {
        var scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        if let feed {
            scene = try scene.seeing(feed, on: Scene.endpoint)
        } else {
            scene = scene.missing(Question(StatementFeed.self), on: Scene.endpoint)
        }
        return try scene.verdict(of: StatementsStale.self, Self.settings)
    }

    private func feed(_ days: [Double], status: Int = 200, format: String? = "rss") -> StatementFeed {
        StatementFeed(
            address: "https://www/feed",
            status: status,
            format: format,
            dates: days.map { Scene.now.addingTimeInterval(-$0 * 86_400) }
        )
    }

    @Test(
        arguments: [
            ([0], nil), ([14.5], nil), ([15, 90], "old"), ([60.5], "old"), ([61], "stale"),
            ([-3, 20], "old"),
        ] as [([Double], String?)]
    )
    func theNewestDateThatHasComeDecides(_ days: [Double], _ level: String?) throws {
        let verdict = try verdict(feed(days))
        #expect(level.map { verdict.level == $0 } ?? (verdict == .pass))
    }

    @Test func whatHasNoDateIsUnknown() throws {
        for seen in [feed([]), feed([-2]), feed([], status: 404), feed([], format: nil)] {
            #expect(try verdict(seen).state == .unknown)
        }
        #expect(try verdict(nil) == .unknown(because: Scene.silence))
    }

    @Test func withoutAFeedNothingIsTested() throws {
        #expect(try verdict(StatementFeed(address: nil)).state == .notTested)
    }

    @Test func otherHostsNeedNoFeed() throws {
        #expect(try verdict(feed([400]), role: .publicWebsite).state == .notApplicable)
    }

    @Test func thresholdsHaveBounds() {
        #expect(throws: SettingError.self) {
            try StatementsStale(CheckSettings(["Old": "0", "Stale": "60"]))
        }
    }
}
