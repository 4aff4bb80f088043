// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// When a cycle is due, by two clocks: whichever is there first counts, so that a wall clock that is set back while
/// somebody waits holds no cycle back.
struct DueTime: Sendable {
    private let wall: Date
    private let steady: ContinuousClock.Instant

    init(_ due: Date, now: Date = Date(), steadyNow: ContinuousClock.Instant = .now) {
        wall = due
        steady = steadyNow + .seconds(due.timeIntervalSince(now))
    }

    /// By the wall clock as it stands now; within a second of the first one it is that.
    func date(now: Date = Date(), steadyNow: ContinuousClock.Instant = .now) -> Date {
        let other = now.addingTimeInterval((steady - steadyNow).seconds)
        return other < wall.addingTimeInterval(-1) ? other : wall
    }
}
