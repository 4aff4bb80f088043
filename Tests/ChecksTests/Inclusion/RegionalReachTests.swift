// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TestSupport
import Testing

@testable import Checks

struct RegionalReachTests {
    private static let audience = Audience(
        source: "s",
        date: nil,
        regions: [
            .init(name: "north", weight: 0.75, shares: ["a": 0.8, "b": 0.2], link: .lte),
            .init(name: "south", weight: 0.25, shares: ["a": 0.5, "b": 0.5], link: .slow3G),
        ]
    )

    private static func clients(_ connects: Bool? = true) -> Result<Reach, Unestablished> {
        let outcomes = [("a", connects), ("b", false)].map { client, connects in
            ClientsExcluded.Outcome(
                client: client,
                handshakes: [
                    SimulatedHandshake(
                        client: client,
                        connects: connects,
                        version: nil,
                        suite: nil,
                        group: nil,
                        whyNot: nil
                    )
                ]
            )
        }
        return .success(Reach(outcomes, audience: audience))
    }

    private static let open = [
        "north": ReachFactor.share(from: 1, to: 1), "south": .share(from: 0.5, to: 0.5),
    ]

    private func reach(
        _ scene: Scene,
        _ clients: Result<Reach, Unestablished> = clients(),
        _ reachable: [String: ReachFactor] = open,
        service: Service = .https
    ) throws -> RegionalReach {
        RegionalReach(
            of: .listed("www", service: service),
            in: scene.evidence,
            clients: clients,
            audience: Self.audience,
            reachable: reachable
        )
    }

    private let light = PageWeight.Part.light
    private let heavy = PageWeight.Part.part("a.jpg", "picture", wire: 600_000, isBlocking: false)

    /// By hand: north 0.8 · 1 · 1, south 0.5 · 1 · 0.5.
    @Test func factorsAreMultipliedAndRegionsWeighed() throws {
        let reach = try reach(.weighed(light))
        #expect(reach.regions.map(\.low) == [0.8, 0.25] && reach.regions.map(\.high) == [0.8, 0.25])
        #expect(abs((reach.low ?? 0) - 0.6625) < 1e-12)
        #expect(reach.worst?.name == "south")
    }

    @Test func whatComesTooLateReachesNobody() throws {
        let reach = try reach(.weighed(light, heavy))
        #expect(reach.regions.map(\.high) == [0.8, 0])
        #expect(reach.regions[1].inTime.reason == "13.4 s over slow-3g (400 kbit/s, 400 ms), of 10.0 s")
    }

    @Test func whatIsNotKnownMakesAnIntervalAndIsNamed() throws {
        let unseen = try reach(.weighed(light), Self.clients(), ["north": Self.open["north"] ?? .unknown("")])
        let south = unseen.regions[1]
        #expect(south.low == 0 && south.high == 0.5 && south.lowOfKnown == 0.5)
        #expect(
            south.reachable.state == .unknown && south.reachable.reason == "no vantage in south has looked"
        )
        let unweighed = try reach(.weighed(light, .part("a.css"), isFetched: false))
        #expect(unweighed.regions.map(\.low) == [0, 0] && unweighed.regions.map(\.high) == [0.8, 0.25])
        #expect(unweighed.regions[0].inTime.reason?.contains("not all of the page was weighed") == true)
        let unscanned = try reach(
            .weighed(light),
            .failure(Unestablished(phase: .connect, reason: "refused", attempts: 2))
        )
        #expect(unscanned.regions.map(\.high) == [1, 0.5] && unscanned.low == 0)
        #expect(try reach(.weighed()).regions[0].inTime.state == .unknown)
    }

    @Test func whatHasNoPageIsNotTimed() throws {
        let mail = try reach(.weighed(light), service: .smtp)
        #expect(mail.regions[1].inTime.state == .notApplicable && mail.regions[1].high == 0.25)
    }

    @Test(arguments: 0..<UInt64(100))
    func knowingLessNeverNarrows(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func factor() -> ReachFactor {
            let low = Double.random(in: 0...1, using: &generator)
            return .share(from: low, to: Double.random(in: low...1, using: &generator))
        }
        func region(_ factors: [ReachFactor]) -> RegionalReach.Region {
            RegionalReach.Region(
                name: "x",
                weight: 1,
                connects: factors[0],
                inTime: factors[1],
                reachable: factors[2],
                link: nil,
                time: nil
            )
        }
        var factors = [factor(), factor(), factor()]
        let known = region(factors)
        factors[Int(seed % 3)] = .unknown("lost")
        let less = region(factors)
        #expect(known.low <= known.high && known.low >= 0 && known.high <= 1)
        #expect(less.low <= known.low && less.high >= known.high)
    }
}
