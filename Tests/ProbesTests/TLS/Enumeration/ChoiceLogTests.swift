// SPDX-License-Identifier: Apache-2.0
import Facts
import TestSupport
import Testing

@testable import Probes

struct ChoiceLogTests {
    private func log(_ choices: [([UInt16], UInt16)]) -> ChoiceLog {
        var log = ChoiceLog(universe: [1, 2, 3, 4, 5])
        for (offered, chosen) in choices { log.note(chosen, of: offered) }
        return log
    }

    @Test func oneValueHasNoOrder() {
        #expect(log([]).order == .single)
        #expect(log([([1, 2], 2), ([2, 1], 2)]).order == .single)
    }

    @Test func passingOverAValueItHasIsTheServersOrder() {
        #expect(log([([1, 2, 3], 3), ([1, 2], 1)]).order == .server)
        // 1 turned out to be supported only later.
        #expect(log([([1, 2], 2), ([1], 1)]).order == .server)
    }

    @Test func takingTheFirstFitsBothUntilItContradictsItself() {
        var log = log([([1, 2, 3], 1), ([2, 3], 2)])
        #expect(log.order == nil)
        #expect(log.turnedRound == [2, 1])
        log.note(2, of: [2, 1])
        #expect(log.order == .client)
    }

    /// By the definition, over all choices anew.
    private func order(of log: ChoiceLog) -> PreferenceOrder? {
        guard log.seen.count > 1 else { return .single }
        let passedOver = log.choices.contains { choice in
            choice.offered.first(where: log.seen.contains) != choice.chosen
        }
        if passedOver { return .server }
        let others = log.seen.count { !log.favourites.contains($0) }
        let ignored = others > 1 && others < log.seen.count ? log.favourites : []
        let telling = log.choices.filter { !ignored.contains($0.chosen) }
        let contradicts = telling.contains { first in
            telling.contains { second in
                first.chosen != second.chosen && first.offered.contains(second.chosen)
                    && second.offered.contains(first.chosen)
            }
        }
        return contradicts ? .client : nil
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func theOrderIsThatOfAllChoicesAfterEachOfThem(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var log = ChoiceLog(universe: [1, 2, 3, 4, 5], favourites: seed % 2 == 0 ? [] : [3, 5])
        let supported = Set(log.universe.filter { _ in Bool.random(using: &random) })
        for _ in 0..<8 {
            let offered = log.universe.shuffled(using: &random)
            // Mostly by the client's order, or the server's would show at once.
            let byClient = Int.random(in: 0..<8, using: &random) > 0
            let candidates = byClient ? offered : log.universe
            guard let chosen = candidates.first(where: supported.contains) else { continue }
            log.note(chosen, of: offered, isFree: Int.random(in: 0..<6, using: &random) > 0)
            #expect(log.order == order(of: log))
        }
    }

    @Test func mixedHabitsCountAsTheServersOrder() {
        // As with a cipher that wins only where the client puts it first.
        #expect(log([([1, 2, 3], 1), ([2, 3, 1], 1), ([3, 1, 2], 3)]).order == .server)
    }

    @Test func aFavouriteThatWinsWhereItIsFirstShowsNoOrder() {
        var log = ChoiceLog(universe: [1, 2, 3], favourites: [3])
        for (offered, chosen) in [([1, 2, 3], 1), ([2, 3], 2), ([3], 3)] as [([UInt16], UInt16)] {
            log.note(chosen, of: offered)
        }
        log.note(3, of: [3, 2, 1])
        #expect(log.order == nil)
        #expect(log.turnedRound == [2, 1, 3])
        var byServer = log
        byServer.note(1, of: byServer.turnedRound)
        #expect(byServer.order == .server)
        log.note(2, of: log.turnedRound)
        #expect(log.order == .client)
    }

    @Test func whetherFavouritesGoFirstShowsWhereOneIsOfferedFirst() {
        func log(_ last: UInt16?) -> ChoiceLog {
            var log = ChoiceLog(universe: [1, 2, 3], favourites: [3])
            for (offered, chosen) in [([1, 2, 3], 2), ([1, 3], 1), ([3], 3)] as [([UInt16], UInt16)] {
                log.note(chosen, of: offered)
            }
            if let last { log.note(last, of: log.revealing) }
            return log
        }
        #expect(log(nil).putsFavouritesFirst == nil)
        #expect(log(nil).hasFavouriteBehind)
        #expect(log(nil).revealing == [3, 2, 1])
        #expect(log(3).putsFavouritesFirst == true)
        #expect(log(2).putsFavouritesFirst == false)
        #expect(log(2).revealing == [2, 1, 3])
    }

    @Test func aFavouriteThatIsFirstAnywayTellsNothing() {
        var log = ChoiceLog(universe: [1, 2, 3], favourites: [3])
        for (offered, chosen) in [([1, 2, 3], 3), ([1, 2], 2), ([1], 1)] as [([UInt16], UInt16)] {
            log.note(chosen, of: offered)
        }
        #expect(!log.hasFavouriteBehind)
        log.note(3, of: [3, 2, 1])
        #expect(log.putsFavouritesFirst == nil)
        #expect(log.order == .server)
    }

    @Test func aClientsOrderPutsNothingFirst() {
        var log = ChoiceLog(universe: [1, 2, 3], favourites: [3])
        for (offered, chosen) in [([1, 2, 3], 1), ([2, 3], 2), ([3], 3), ([2, 1, 3], 2)]
            as [([UInt16], UInt16)]
        {
            log.note(chosen, of: offered)
        }
        log.note(3, of: [3, 2, 1])
        #expect(log.order == .client)
        #expect(!log.hasFavouriteBehind)
        #expect(log.putsFavouritesFirst == nil)
    }

    @Test func besideOneOtherAFavouriteIsAValueLikeAny() {
        var log = ChoiceLog(universe: [1, 3], favourites: [3])
        log.note(1, of: [1, 3])
        log.note(3, of: [3])
        #expect(log.turnedRound == [3, 1])
        log.note(3, of: log.turnedRound)
        #expect(log.order == .client)
    }

    @Test func restrictedAndUnofferedChoicesSayNothingOfOrder() {
        var log = log([([1, 2], 1)])
        log.note(2, of: [1, 2], isFree: false)
        log.note(3, of: [])
        #expect(log.seen == [1, 2, 3])
        #expect(log.order == nil)
        #expect(log.unseen == [4, 5])
        #expect(log.unseenFirst == [4, 5, 1, 2, 3])
    }

    @Test func onlyAPermutationReorders() {
        var log = log([([1, 2], 1), ([2], 2)])
        log.reorder([2, 3])
        #expect(log.seen == [1, 2])
        log.reorder([2, 1])
        #expect(log.seen == [2, 1])
    }

    @Test(arguments: 0..<200)
    func takingOffAndTurningRoundDecides(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let universe = Array<UInt16>(0..<20).shuffled(using: &generator)
        let supported = Array(
            universe.shuffled(using: &generator).prefix(Int.random(in: 1...20, using: &generator))
        )
        for order in [PreferenceOrder.server, .client] {
            var log = ChoiceLog(universe: universe)
            func choice(of offered: [UInt16]) -> UInt16? {
                order == .server
                    ? supported.first(where: offered.contains) : offered.first(where: supported.contains)
            }
            while let chosen = choice(of: log.unseen) { log.note(chosen, of: log.unseen) }
            #expect(Set(log.seen) == Set(supported))
            if order == .server { #expect(log.seen == supported) }
            if log.order == nil, let chosen = choice(of: log.turnedRound) {
                log.note(chosen, of: log.turnedRound)
            }
            #expect(log.order == (supported.count == 1 ? .single : order))
        }
    }
}
