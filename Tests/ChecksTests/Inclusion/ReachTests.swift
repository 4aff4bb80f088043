// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Checks

struct ReachTests {
    private static func outcome(_ client: String, _ connects: Bool?) -> ClientsExcluded.Outcome {
        ClientsExcluded.Outcome(
            client: client,
            handshakes: [
                SimulatedHandshake(
                    client: client,
                    connects: connects,
                    version: nil,
                    suite: nil,
                    group: nil,
                    whyNot: connects == true ? nil : "why \(client)"
                )
            ]
        )
    }

    private static let outcomes = [
        outcome("a", true), outcome("b", false), outcome("c", nil), outcome("d", true),
    ]

    @Test func equalWeightsCountClients() throws {
        let reach = Reach(Self.outcomes, audience: .equal)
        #expect(reach.low == 0.5 && reach.high == 0.75)
        let region = try #require(reach.worst)
        #expect(region.name == "everywhere")
        #expect(region.excluded == [Reach.Excluded(client: "b", share: 0.25, reason: "why b")])
    }

    /// By hand: north 0.5 of 0.8 that visit, with 0.1 others undecided; south 0.1 of 0.9.
    @Test func sharesWeighAndTheWorstRegionIsNamed() throws {
        let audience = Audience(
            source: "s",
            date: nil,
            regions: [
                .init(name: "north", weight: 0.75, shares: ["a": 0.5, "b": 0.2, "x": 0.2], others: 0.1),
                .init(name: "south", weight: 0.25, shares: ["a": 0.1, "b": 0.6, "c": 0.2, "x": 0.1]),
                .init(name: "west", weight: 0, shares: ["x": 1]),
            ]
        )
        let reach = Reach(Self.outcomes, audience: audience)
        let (north, south) = (reach.regions[0], reach.regions[1])
        #expect(reach.regions.count == 2)
        #expect(abs(north.low - 0.5 / 0.8) < 1e-12 && abs(north.high - 0.6 / 0.8) < 1e-12)
        #expect(abs(south.low - 0.1 / 0.9) < 1e-12 && abs(south.high - 0.3 / 0.9) < 1e-12)
        #expect(reach.worst?.name == "south")
        #expect(abs((reach.low ?? 0) - (0.75 * 0.5 / 0.8 + 0.25 * 0.1 / 0.9)) < 1e-12)
        #expect(south.excluded.map(\.client) == ["b"])
    }

    @Test func nobodyVisiting() {
        let reach = Reach([], audience: .equal)
        #expect(reach.regions.isEmpty && reach.low == nil && reach.worst == nil)
    }
}
