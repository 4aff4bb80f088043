// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The time of day at this end.
enum WallClock {
    /// Seconds since 1970, rounded down.
    static var second: Int { Int(Date().timeIntervalSince1970.rounded(.down)) }
}
