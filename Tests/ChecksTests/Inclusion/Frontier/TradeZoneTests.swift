// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Checks

struct TradeZoneTests {
    @Test func oneForNothingIsFreeOneForTheOtherIsPaidAndNothingForSomethingIsLost() {
        func zones(_ reach: ReachChange.Direction) -> [TradeZone?] {
            [-5, 0, 5].map { TradeZone(reach: reach, risk: $0) }
        }
        #expect(zones(.up) == [.free, .free, .paid])
        #expect(zones(.same) == [.free, nil, .lost])
        #expect(zones(.down) == [.paid, .lost, .lost])
        #expect(zones(.both) == [.paid, .paid, .paid])
    }

    @Test func whatBringsAFailureIsNeverFree() {
        for reach in ReachChange.Direction.allCases {
            for risk in [-5.0, 0, 5] {
                let zone = TradeZone(reach: reach, risk: risk, bringsFailure: true)
                let isBought = reach == .up || reach == .both || risk < 0
                #expect(zone == (isBought ? .paid : .lost))
            }
        }
    }

    @Test func theFrontierHasWhatNothingBetters() {
        let pairs: [(Double, Double)] = [(50, 0.5), (50, 0.7), (40, 0.6), (60, 0.7), (40, 0.6)]
        let points = pairs.map { TradePoint(risk: $0.0, reach: $0.1) }
        #expect(TradePoint.frontier(points) == [false, true, true, false, true])
        #expect(TradePoint.frontier([]) == [])
    }

    private static func outcomes(_ connects: [String: Bool?]) -> [ClientsExcluded.Outcome] {
        connects.sorted { $0.key < $1.key }.map { client, connects in
            ClientsExcluded.Outcome(
                client: client,
                handshakes: [
                    SimulatedHandshake(
                        client: client,
                        connects: connects,
                        version: nil,
                        suite: nil,
                        group: nil,
                        whyNot: connects == true ? nil : "no"
                    )
                ]
            )
        }
    }

    private static func change(_ before: [String: Bool?], _ after: [String: Bool?]) -> ReachChange {
        let audience = Audience(
            source: "logs",
            date: nil,
            regions: [
                .init(name: "Africa", weight: 0.75, shares: ["A": 0.2, "B": 0.8]),
                .init(name: "Europe", weight: 0.25, shares: ["B": 1]),
            ]
        )
        return ReachChange(
            from: Reach(outcomes(before), audience: audience),
            to: Reach(outcomes(after), audience: audience)
        )
    }

    @Test func whoIsLetInAndCutOffIsNamedWithHisShareOfTheWhole() {
        let change = Self.change(["A": false, "B": true], ["A": true, "B": false])
        #expect(change.letIn.map(\.name) == ["A"] && abs((change.letIn.first?.share ?? 0) - 0.15) < 1e-9)
        #expect(change.cutOff.map(\.name) == ["B"] && abs((change.cutOff.first?.share ?? 0) - 0.85) < 1e-9)
        #expect(change.direction == .both)
        #expect(Self.change(["A": false, "B": true], ["A": true, "B": true]).direction == .up)
        #expect(Self.change(["A": true, "B": true], ["A": false, "B": true]).direction == .down)
        #expect(Self.change(["A": true, "B": true], ["A": true, "B": true]).direction == .same)
    }

    @Test func doubtCountsBothWays() {
        #expect(Self.change(["A": true, "B": true], ["A": nil, "B": true]).direction == .down)
        #expect(Self.change(["A": nil, "B": true], ["A": true, "B": true]).direction == .up)
    }
}
