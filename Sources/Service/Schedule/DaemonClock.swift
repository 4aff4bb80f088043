// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The clock that the schedule goes by, and how it waits; another than the machine's to see in seconds what takes days.
package struct DaemonClock: Sendable {
    package let now: @Sendable () -> Date
    package let sleep: @Sendable (Duration) async throws -> Void

    package static let machine = DaemonClock(now: { Date() }, sleep: { try await Task.sleep(for: $0) })

    /// - Parameters:
    ///   - now: the time of day.
    ///   - sleep: waits for a span of that time; throws `CancellationError`.
    package init(
        now: @Sendable @escaping () -> Date,
        sleep: @Sendable @escaping (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }
}
