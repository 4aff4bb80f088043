// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Service

/// Which of two clocks a cycle waits for.
struct DueTimeTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let steady = ContinuousClock.now

    /// Six hours hence, looked at after an hour in which the wall clock went by another span.
    private func left(whenTheWallClockWent hours: Double) -> TimeInterval {
        let due = DueTime(start.addingTimeInterval(6 * 3600), now: start, steadyNow: steady)
        let now = start.addingTimeInterval(hours * 3600)
        return due.date(now: now, steadyNow: steady + .seconds(3600)).timeIntervalSince(now) / 3600
    }

    @Test func aClockThatRunsAsItShouldLeavesTheDateAsItIs() {
        let due = DueTime(start.addingTimeInterval(60), now: start, steadyNow: steady)
        let later = start.addingTimeInterval(10.3)
        #expect(due.date(now: later, steadyNow: steady + .seconds(10)) == start.addingTimeInterval(60))
        #expect(left(whenTheWallClockWent: 1) == 5)
    }

    @Test func aClockThatIsSetBackHoldsNothingBack() {
        #expect(left(whenTheWallClockWent: -24) == 5)
        #expect(left(whenTheWallClockWent: -24 * 365) == 5)
    }

    @Test func aClockThatIsSetAheadCounts() {
        #expect(left(whenTheWallClockWent: 24 * 365) < 0)
    }
}
