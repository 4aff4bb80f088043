// SPDX-License-Identifier: Apache-2.0
import Model
import Synchronization
import Testing
import Transport

@Suite struct AddressBudgetTests {
    let clock = ManualClock()
    let address: IPAddress
    let other: IPAddress

    init() throws {
        address = try #require(IPAddress("192.0.2.1"))
        other = try #require(IPAddress("2001:db8::1"))
    }

    func budget(_ connections: Int, _ rate: Double) -> AddressBudget {
        AddressBudget(
            limits: BudgetLimits(
                connectionsPerAddress: connections,
                connectionsPerSecond: rate,
                firstPause: .seconds(1),
                longestPause: .seconds(8)
            ),
            clock: clock
        )
    }

    /// Takes permits in tasks of their own and notes the order in which they are granted.
    final class Queue: Sendable {
        let granted = Mutex<[Int]>([])
        let budget: AddressBudget

        init(_ budget: AddressBudget) { self.budget = budget }

        @discardableResult
        func join(_ number: Int, _ address: IPAddress) -> Task<Void, any Error> {
            Task {
                try await budget.acquire(address)
                granted.withLock { $0.append(number) }
            }
        }

        var order: [Int] { granted.withLock { $0 } }
    }

    @Test func noMoreThanTheLimitAreOpenAtOnce() async throws {
        let queue = Queue(budget(2, 0))
        for number in 0..<5 {
            queue.join(number, address)
            await clock.settle()
        }
        #expect(queue.order == [0, 1])
        queue.join(9, other)
        await clock.settle()
        #expect(queue.order == [0, 1, 9])
        await queue.budget.release(address)
        await clock.settle()
        #expect(queue.order == [0, 1, 9, 2])
        let statistics = await queue.budget.statistics
        #expect(statistics.addresses[address]?.peakOpen == 2)
        #expect(statistics.peakOpen == 3 && statistics.open == 3 && statistics.connections == 4)
    }

    /// Whatever the limits say; and the neighbours notice nothing.
    @Test func restrainedAddressIsAskedOneAtATimeAndEverSlower() async throws {
        let queue = Queue(budget(0, 0))
        await queue.budget.restrain(address)
        for number in 0..<3 { queue.join(number, address) }
        queue.join(9, other)
        await clock.settle()
        #expect(queue.order == [9])
        await clock.advance(by: .milliseconds(100))
        #expect(queue.order.count == 2)
        await clock.advance(by: .milliseconds(100))
        // The one before is still open.
        #expect(queue.order.count == 2)
        await queue.budget.release(address)
        await clock.settle()
        #expect(queue.order.count == 3)
        await queue.budget.restrain(address)
        await queue.budget.release(address)
        await clock.advance(by: .milliseconds(199))
        #expect(queue.order.count == 3)
        await clock.advance(by: .milliseconds(1))
        #expect(queue.order.count == 4)
    }

    @Test func newConnectionsKeepTheRateInTheOrderOfAsking() async throws {
        let queue = Queue(budget(2, 10))
        for number in 0..<6 {
            queue.join(number, address)
            await clock.settle()
        }
        // The burst is as large as what may be open at once.
        #expect(queue.order == [0, 1])
        for expected in 2..<6 {
            await queue.budget.release(address)
            await clock.advance(by: .milliseconds(99))
            #expect(queue.order.count == expected)
            await clock.advance(by: .milliseconds(1))
            #expect(queue.order == Array(0...expected))
        }
    }

    @Test func overAnySecondTheRateHolds() async throws {
        let queue = Queue(budget(4, 20))
        for number in 0..<200 { queue.join(number, address) }
        await clock.settle()
        var counts: [Int] = []
        var released = 0
        for _ in 0..<40 {
            await clock.advance(by: .milliseconds(100))
            while released < queue.order.count {
                await queue.budget.release(address)
                released += 1
            }
            await clock.settle()
            counts.append(queue.order.count)
        }
        for start in 0..<(counts.count - 10) {
            #expect(counts[start + 10] - counts[start] <= 20 + 4)
        }
        #expect(counts[39] >= 40)
        #expect(await queue.budget.statistics.addresses[address]?.peakOpen == 4)
    }

    @Test func troubleSlowsAnAddressDownAndAnswersLetItRecover() async throws {
        let budget = budget(2, 10)
        let queue = Queue(budget)
        try await budget.acquire(address)
        await budget.release(address, after: .reset)
        try await budget.acquire(other)
        queue.join(0, address)
        await clock.advance(by: .milliseconds(900))
        #expect(queue.order.isEmpty)
        await clock.advance(by: .milliseconds(100))
        #expect(queue.order == [0])
        await budget.release(address, after: .refused)
        queue.join(1, address)
        await clock.advance(by: .milliseconds(1_900))
        #expect(queue.order == [0])
        await clock.advance(by: .milliseconds(200))
        #expect(queue.order == [0, 1])
        #expect(await budget.statistics.addresses[address]?.troubles == 2)
        for _ in 0..<3 { await budget.report(.answered, from: address) }
        await budget.release(address)
        await clock.advance(by: .seconds(5))
        queue.join(2, address)
        queue.join(3, address)
        await clock.settle()
        #expect(Set(queue.order) == [0, 1, 2, 3])
    }

    @Test func thePauseHasAnUpperBound() async throws {
        let budget = budget(1, 10)
        for _ in 0..<50 { await budget.report(.timedOut, from: address) }
        let queue = Queue(budget)
        queue.join(0, address)
        await clock.settle()
        #expect(queue.order.isEmpty)
        await clock.advance(by: .seconds(8))
        #expect(queue.order == [0])
    }

    @Test func withoutARateNothingIsSlowedDown() async throws {
        let budget = budget(0, 0)
        for _ in 0..<100 { await budget.report(.reset, from: address) }
        for _ in 0..<500 { try await budget.acquire(address) }
        #expect(await budget.statistics.addresses[address]?.peakOpen == 500)
    }

    @Test func whoGivesUpWaitingTakesNothing() async throws {
        let queue = Queue(budget(1, 0))
        try await queue.budget.acquire(address)
        let waiting = queue.join(0, address)
        queue.join(1, address)
        await clock.settle()
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        await queue.budget.release(address)
        await clock.settle()
        #expect(queue.order == [1])
    }

    @Test func statisticsAreTakenOnce() async throws {
        let budget = budget(2, 0)
        try await budget.acquire(address)
        #expect(await budget.takeStatistics().connections == 1)
        let next = await budget.takeStatistics()
        #expect(next.connections == 0 && next.open == 1 && next.addresses.isEmpty)
    }
}
