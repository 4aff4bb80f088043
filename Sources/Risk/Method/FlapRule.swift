// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// How often a finding may change between failing and clean before it counts as flapping.
package struct FlapRule: Hashable, Sendable {
    /// Changes, either way, from which on it flaps.
    package let changes: Int
    /// Within so many days.
    package let days: Int

    package init(changes: Int, days: Int) {
        self.changes = changes
        self.days = days
    }

    package static let standard = FlapRule(changes: 3, days: 30)

    /// Nil where it changed less often than that.
    ///
    /// - Parameter turns: when it changed; what lies after `now` counts, too, for a clock may have gone back.
    package func flapping(_ turns: [Date], at now: Date) -> Flapping? {
        let start = now.addingTimeInterval(-Double(days) * 86_400)
        let recent = turns.count { start <= $0 }
        return recent >= changes ? Flapping(changes: recent, days: days) : nil
    }
}
