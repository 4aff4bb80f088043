// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// How many requests of HTTP one visit has made, sessions' among them.
final class RequestTally: Sendable {
    private let made = Mutex(0)

    func add(_ count: Int) { made.withLock { $0 += count } }

    var count: Int { made.withLock { $0 } }
}
