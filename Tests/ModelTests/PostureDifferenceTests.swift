// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import TestSupport
import Testing

/// Two made cycles side by side.
struct PostureDifferenceTests {
    private typealias Kind = FindingMove.Kind

    private static let www = Subject.endpoint("www")
    private static let key = FindingKey(check: "tls.rc4-suites", subject: www)
    private static let pass = Verdict.pass
    private static let none = Verdict.notApplicable(because: "no TLS")
    private static let untested = Verdict.notTested(because: "not authorised")
    private static let unknown = Verdict.unknown(because: Unestablished(phase: .connect, reason: "refused"))

    private static func fail(_ level: String = "offered") -> Verdict {
        .fail(level: level, seen: "RC4", expected: "none")
    }

    private static func kind(_ before: MadeCycle, _ after: MadeCycle) throws -> FindingMove.Kind {
        let moves = difference(before, after).moves.filter { $0.key == key }
        #expect(moves.count == 1)
        return try #require(moves.first).kind
    }

    private static func difference(_ before: MadeCycle, _ after: MadeCycle) -> PostureDifference {
        PostureDifference(from: before.side, to: after.side, levels: MadeCycle.levels)
    }

    private static func one(_ verdict: Verdict, value: Double = 50, mended: Bool = false) -> MadeCycle {
        var cycle = MadeCycle()
        cycle.add(key, verdict, value: value, mended: mended)
        return cycle
    }

    @Test("what both cycles established is new, worse, better, closed or unchanged")
    func alike() throws {
        #expect(try Self.kind(Self.one(Self.pass), Self.one(Self.fail())) == .new)
        #expect(try Self.kind(Self.one(Self.none), Self.one(Self.fail())) == .new)
        #expect(try Self.kind(Self.one(Self.fail()), Self.one(Self.pass)) == .closed)
        #expect(try Self.kind(Self.one(Self.fail()), Self.one(Self.none)) == .closed, "no TLS, no RC4")
        #expect(try Self.kind(Self.one(Self.fail(), value: 50), Self.one(Self.fail(), value: 90)) == .worse)
        #expect(try Self.kind(Self.one(Self.fail(), value: 90), Self.one(Self.fail(), value: 50)) == .better)
        #expect(
            try Self.kind(Self.one(Self.fail()), Self.one(Self.fail("chosen"))) == .worse,
            "a graver level in the same band"
        )
        #expect(
            try Self.kind(Self.one(Self.fail(), value: 50), Self.one(Self.fail(), value: 51)) == .unchanged
        )
        #expect(try Self.kind(Self.one(Self.pass), Self.one(Self.none)) == .unchanged)
        #expect(
            try Self.kind(Self.one(Self.fail()), Self.one(Self.pass, mended: true)) == .unchanged,
            "clean once is not closed"
        )
    }

    @Test("what one of both did not establish is not closed, better or new")
    func unestablished() throws {
        #expect(try Self.kind(Self.one(Self.fail()), Self.one(Self.unknown)) == .unestablished)
        #expect(try Self.kind(Self.one(Self.pass), Self.one(Self.unknown)) == .unestablished)
        #expect(try Self.kind(Self.one(Self.unknown), Self.one(Self.fail())) == .established)
        #expect(try Self.kind(Self.one(Self.unknown), Self.one(Self.pass)) == .established)
        #expect(try Self.kind(Self.one(Self.unknown), Self.one(Self.unknown)) == .unchanged)
        #expect(try Self.kind(Self.one(Self.fail()), Self.one(Self.untested)) == .untested)
        #expect(try Self.kind(Self.one(Self.untested), Self.one(Self.fail())) == .tested)
        #expect(try Self.kind(Self.one(Self.untested), Self.one(Self.unknown)) == .tested)
    }

    @Test("what comes and goes with a list, a version or an address is told apart")
    func listsAndVersions() throws {
        var (without, retired) = (MadeCycle(), MadeCycle())
        without.listed.remove(Self.www)
        #expect(try Self.kind(without, Self.one(Self.fail())) == .listed)
        #expect(try Self.kind(Self.one(Self.fail()), without) == .delisted)
        retired.checks.remove(Self.key.check)
        #expect(try Self.kind(retired, Self.one(Self.fail())) == .checkAdded)
        #expect(try Self.kind(Self.one(Self.fail()), retired) == .checkRemoved)
        retired.add(Self.key, Self.unknown)
        #expect(try Self.kind(retired, Self.one(Self.fail())) == .checkAdded, "its facts were not asked for")
        retired.add(Self.key, Self.fail())
        #expect(try Self.kind(retired, Self.one(Self.fail())) == .unchanged, "the evidence of then shows it")
        #expect(try Self.kind(MadeCycle(), Self.one(Self.fail())) == .appeared)
        #expect(try Self.kind(Self.one(Self.fail()), MadeCycle()) == .gone)
        let lists = Self.difference(without, MadeCycle())
        #expect(lists.added == [Self.www] && lists.removed.isEmpty && !lists.isEmpty)
    }

    @Test("an endpoint that gave no address stands for the addresses that it had")
    func standIn() throws {
        let address = FindingKey(
            check: Self.key.check,
            subject: Subject(scope: .address, name: "www@192.0.2.7")
        )
        var seen = MadeCycle()
        seen.add(address, Self.fail(), value: 90)
        let moves = Self.difference(seen, Self.one(Self.unknown)).moves
        #expect(moves.map(\.kind) == [.unestablished, .unestablished])
        #expect(moves.filter(\.wasOpen).map(\.key) == [address], "it is told of once")
        #expect(moves.first { $0.key == address }?.after?.verdict == Self.unknown)
        #expect(
            Self.difference(Self.one(Self.unknown), seen).moves.map(\.kind) == [.established, .established]
        )
        #expect(
            Set(Self.difference(Self.one(Self.fail()), seen).moves.map(\.kind)) == [.appeared, .gone],
            "nothing stands for what was seen"
        )
    }

    @Test("answers are findings, too")
    func attestations() throws {
        func cycle(_ state: AttestationStanding.State, fails: Bool = false) -> MadeCycle {
            var cycle = MadeCycle()
            cycle.attestations = [
                AttestationStanding(item: "Q1", subject: .ministry, state: state, attestation: nil)
            ]
            if fails { cycle.weighed.append(MadeCycle.item(Self.answer, Self.fail("no"), 40)) }
            return cycle
        }
        func kind(_ before: MadeCycle, _ after: MadeCycle) -> FindingMove.Kind? {
            Self.difference(before, after).moves.first { $0.key == Self.answer }?.kind
        }
        #expect(kind(cycle(.counted), cycle(.counted, fails: true)) == .new)
        #expect(kind(cycle(.contradicted, fails: true), cycle(.counted)) == .closed)
        #expect(kind(cycle(.counted), cycle(.expired)) == .unestablished)
        #expect(kind(cycle(.missing), cycle(.counted, fails: true)) == .established)
        #expect(kind(cycle(.missing), cycle(.expired)) == .unchanged)
    }

    private static let answer = FindingKey(check: "Q1", subject: .ministry)

    @Test("categories are better or worse only where their intervals do not touch")
    func categories() throws {
        var (before, after) = (MadeCycle(), MadeCycle())
        before.categories = ["a": (50, 60, 70), "b": (50, 60, 70), "gone": (1, 2, 3)]
        after.categories = ["a": (10, 20, 30), "b": (10, 20, 50), "new": (1, 2, 3)]
        let risks = Self.difference(before, after).risks
        #expect(risks.map(\.category) == [nil, "a", "b", "new", "gone"])
        #expect(risks.map { $0.change?.direction } == [.same, .better, .overlap, nil, nil])
        after.model = "2"
        #expect(Self.difference(before, after).risks[1].change?.direction == .otherModel)
        #expect(Self.difference(before, after).alike.isEmpty)
    }

    // MARK: Properties

    @Test("a cycle and itself are no different", arguments: 1...40 as ClosedRange<UInt64>)
    func itself(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let cycle = MadeCycle.random(&generator)
        let difference = Self.difference(cycle, cycle)
        #expect(difference.isEmpty)
        #expect(difference.moves.count == cycle.side.states.count)
    }

    @Test(
        "every finding is in one move, and the other way round all moves are mirrored",
        arguments: 1...60 as ClosedRange<UInt64>
    )
    func mirror(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let cycles = (MadeCycle.random(&generator), MadeCycle.random(&generator))
        let (forth, back) = (Self.difference(cycles.0, cycles.1), Self.difference(cycles.1, cycles.0))
        let keys = Set(cycles.0.side.states.keys).union(cycles.1.side.states.keys)
        #expect(forth.moves.map(\.key).sorted() == keys.sorted())
        let mirrored = Dictionary(uniqueKeysWithValues: back.moves.map { ($0.key, $0) })
        for move in forth.moves {
            let other = mirrored[move.key]
            #expect(other?.kind == move.kind.mirrored && other?.kind.mirrored == move.kind)
            #expect(other?.before == move.after && other?.after == move.before)
            if move.kind == .closed { #expect(move.after?.verdict.isClean == true) }
        }
        #expect(forth.added == back.removed && forth.removed == back.added)
        let kinds = Kind.allCases
        #expect(kinds.map { forth.moves($0).count }.reduce(0, +) == forth.moves.count)
        #expect(kinds.allSatisfy { kind in forth.moves(kind).allSatisfy { $0.kind == kind } })
    }

    @Test("made cycles have every kind of move")
    func kinds() {
        var seen: Set<Kind> = []
        for seed in 1...60 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let cycles = (MadeCycle.random(&generator), MadeCycle.random(&generator))
            seen.formUnion(Self.difference(cycles.0, cycles.1).moves.map(\.kind))
        }
        #expect(seen == Set(Kind.allCases))
    }
}
