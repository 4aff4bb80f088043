// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import Pipeline

struct OrderedDeliveryTests {
    private actor Recorder {
        private(set) var seen: [Int] = []

        func add(_ value: Int) { seen.append(value) }
    }

    private func delivered(_ arrivals: [Int], of count: Int, patience: Int) async -> [Int] {
        let recorder = Recorder()
        let delivery = OrderedDelivery<Int>(
            order: (0..<count).map(String.init),
            patience: patience,
            deliver: { await recorder.add($0) }
        )
        for arrival in arrivals { await delivery.add(arrival, of: String(arrival)) }
        return await recorder.seen
    }

    @Test func whatCameInAnyOrderGoesOutInTheGivenOne() async {
        #expect(await delivered([3, 1, 0, 2], of: 4, patience: 8) == [0, 1, 2, 3])
    }

    @Test func nothingGoesOutBeforeTheOnesBeforeIt() async {
        #expect(await delivered([2, 1], of: 3, patience: 8) == [])
    }

    @Test func oneThatKeepsTooManyWaitingIsOvertakenAndComesLater() async {
        #expect(await delivered([1, 2, 3, 0, 4], of: 5, patience: 2) == [1, 0, 2, 3, 4])
    }

    @Test(arguments: 0..<50)
    func everythingGoesOutOnce(seed: Int) async {
        var generator = SeededGenerator(seed: UInt64(seed))
        let arrivals = (0..<40).shuffled(using: &generator)
        let seen = await delivered(arrivals, of: 40, patience: seed % 7)
        #expect(seen.sorted() == Array(0..<40))
    }
}
