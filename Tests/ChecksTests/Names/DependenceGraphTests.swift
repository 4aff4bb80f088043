// SPDX-License-Identifier: Apache-2.0
import Model
import TestSupport
import Testing

@testable import Checks

/// Who falls with what, whatever the order in which it is told.
struct DependenceGraphTests {
    private static let gap = Unestablished(phase: .connect, reason: "refused", attempts: 3)

    private static func tie(
        _ kind: DependenceKind,
        _ endpoint: String,
        _ mission: String?,
        _ uses: Set<String>,
        pillars: Set<String>? = nil,
        gap: Unestablished? = nil
    ) -> Dependence {
        Dependence(
            kind,
            of: .endpoint(endpoint),
            mission: mission,
            uses: uses,
            pillars: pillars,
            gap: gap
        )
    }

    private static func random(_ seed: UInt64) -> [Dependence] {
        var generator = SeededGenerator(seed: seed)
        return (0..<Int.random(in: 0...30, using: &generator)).flatMap { number in
            let mission = ["paris", "nairobi", "lima", nil].randomElement(using: &generator) ?? nil
            return DependenceKind.allCases.compactMap { kind -> Dependence? in
                let uses = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    "thing-\(Int.random(in: 0..<6, using: &generator))"
                }
                let isDoubtful = Int.random(in: 0..<4, using: &generator) == 0
                return tie(kind, "e\(number)", mission, Set(uses), gap: isDoubtful ? gap : nil)
            }
        }
    }

    private static func things(_ graph: DependenceGraph) -> [SharedThing] {
        DependenceKind.allCases.flatMap(graph.things)
    }

    @Test func orderAndDuplicationChangeNothing() {
        for seed in 0..<60 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed &+ 1_000)
            let ties = Self.random(seed)
            let graph = DependenceGraph(ties)
            let other = DependenceGraph((ties + ties.prefix(7)).shuffled(using: &generator))
            #expect(graph.figures == other.figures, "seed \(seed)")
            #expect(Self.things(graph) == Self.things(other), "seed \(seed)")
            for harm in DependenceKind.Harm.allCases {
                #expect(graph.worst(harm) == other.worst(harm), "seed \(seed)")
            }
        }
    }

    @Test func aFurtherEndpointLowersNoCount() throws {
        for seed in 0..<60 as Range<UInt64> {
            let ties = Self.random(seed)
            let more = DependenceKind.allCases.map {
                Self.tie(
                    $0,
                    "new",
                    "rome",
                    ["thing-1", "thing-\(seed % 7)"],
                    gap: seed % 3 == 0 ? Self.gap : nil
                )
            }
            let after = Dictionary(
                Self.things(DependenceGraph(ties + more)).map { ([$0.kind.rawValue, $0.name], $0) }
            ) { first, _ in first }
            for thing in Self.things(DependenceGraph(ties)) {
                let now = try #require(after[[thing.kind.rawValue, thing.name]])
                #expect(now.users.count >= thing.users.count, "seed \(seed)")
                #expect(now.hit.count >= thing.hit.count, "seed \(seed)")
                #expect(now.missions.count >= thing.missions.count, "seed \(seed)")
            }
        }
    }

    @Test func sumsAgreeAndIntervalsHold() {
        for seed in 0..<60 as Range<UInt64> {
            let graph = DependenceGraph(Self.random(seed))
            for figures in graph.figures {
                let things = graph.things(figures.kind)
                let ties = graph.ties.first { $0.kind == figures.kind }?.ties ?? []
                #expect(figures.distinct == things.count)
                #expect(figures.dependants == ties.count)
                #expect(things.reduce(0) { $0 + $1.users.count } == ties.reduce(0) { $0 + $1.uses.count })
                #expect(things.allSatisfy { Set($0.hit).isDisjoint(with: $0.perhaps) })
                #expect(things.allSatisfy { Set($0.users).isSuperset(of: $0.hit + $0.perhaps) })
                let index = figures.index
                #expect(0...index.most + 1e-9 ~= index.least && index.most <= 1 + 1e-9, "seed \(seed)")
                #expect(index.leastShare <= index.mostShare && index.mostShare <= 1 + 1e-9)
                #expect(index.least <= index.leastShare + 1e-9, "an index is at most its largest share")
            }
        }
    }

    @Test func whoHasAnotherIsNotLost() throws {
        let graph = DependenceGraph([
            Self.tie(.nameServer, "a", "paris", ["ns1", "ns2"]), Self.tie(.nameServer, "b", "lima", ["ns1"]),
            Self.tie(.key, "a", "paris", ["k1", "k2"]), Self.tie(.key, "b", "lima", ["k1"]),
        ])
        let server = try #require(graph.things(.nameServer).first { $0.name == "ns1" })
        #expect(server.hit == [.endpoint("b")])
        #expect(server.users == [.endpoint("a"), .endpoint("b")])
        #expect(server.missions == ["lima"])
        let key = try #require(graph.things(.key).first { $0.name == "k1" })
        #expect(
            key.hit == [.endpoint("a"), .endpoint("b")],
            "a second key does not help who loses the first"
        )
        #expect(key.missions == ["lima", "paris"])
    }

    @Test func onlyThePillarsCount() throws {
        let tie = Self.tie(.address, "a", "paris", ["192.0.2.1", "2001:db8::1"], pillars: ["192.0.2.1"])
        let things = DependenceGraph([tie]).things(.address)
        #expect(things.first { $0.name == "192.0.2.1" }?.hit == [.endpoint("a")])
        #expect(things.first { $0.name == "2001:db8::1" }?.hit.isEmpty == true)
    }

    @Test func whatWasNotSeenIsNeitherIndependentNorShared() throws {
        let graph = DependenceGraph([
            Self.tie(.network, "a", "paris", ["n1"]), Self.tie(.network, "b", "lima", ["n1"]),
            Self.tie(.network, "c", "rome", ["n2"]),
            Self.tie(.network, "d", "rome", ["n1"], gap: Self.gap),
            Self.tie(.network, "e", "oslo", [], gap: Self.gap),
        ])
        let figures = try #require(graph.figures.first)
        #expect(figures.dependants == 5)
        #expect(figures.unseen == 1)
        #expect(figures.seenInPart == 1)
        #expect(figures.missions == 4)
        #expect(figures.missionsInDoubt == 2)
        #expect(figures.largest == ["n1"])
        #expect(figures.index.leastShare == 0.4)
        #expect(figures.index.mostShare == 0.8)
        #expect(abs(figures.index.least - 0.2) < 1e-9)
        #expect(abs(figures.index.most - 0.68) < 1e-9)
        let network = try #require(graph.things(.network).first)
        #expect(network.missions == ["lima", "paris"])
        #expect(network.perhaps == [.endpoint("d")])
        #expect(network.missionsPerhaps == ["rome"])
    }

    @Test func nothingSeenLeavesEverythingOpen() throws {
        let figures = try #require(
            DependenceGraph([Self.tie(.key, "a", nil, [], gap: Self.gap)]).figures.first
        )
        #expect(figures.distinct == 0 && figures.largest.isEmpty)
        #expect(figures.index.least == 0 && figures.index.most == 1)
    }

    @Test func theWorstIsNamedAndSoAreItsEquals() {
        let ties = [
            Self.tie(.address, "a", "paris", ["x"]), Self.tie(.address, "b", "lima", ["x"]),
            Self.tie(.network, "a", "paris", ["n"]), Self.tie(.network, "b", "lima", ["n"]),
            Self.tie(.network, "c", "lima", ["n"]), Self.tie(.nameServer, "c", "rome", ["ns"]),
            Self.tie(.key, "c", "rome", ["k"]), Self.tie(.key, "d", nil, ["k"]),
        ]
        let graph = DependenceGraph(ties)
        #expect(graph.worst(.loss).map(\.name) == ["n", "x"], "more endpoints first")
        #expect(graph.worst(.compromise).map(\.name) == ["k"])
        let homeless = DependenceGraph([
            Self.tie(.key, "a", nil, ["k1"]), Self.tie(.key, "b", nil, ["k1"]),
            Self.tie(.key, "c", nil, ["k2"]),
        ])
        #expect(homeless.worst(.compromise).map(\.name) == ["k1"], "without missions, endpoints count")
        #expect(homeless.worst(.loss).isEmpty)
    }
}
