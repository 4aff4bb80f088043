// SPDX-License-Identifier: Apache-2.0
package import Foundation
import Messages
package import Model

extension Mended {
    /// Since when it is clean, and what closes it.
    ///
    /// - Parameter instant: how instants are said.
    package func words(_ instant: (Date) -> String) -> String {
        say(
            "clean since {{clean}}, confirmed by a clean measurement from {{confirmable}} on",
            ["clean": instant(clean), "confirmable": instant(confirmable)]
        )
    }
}

extension Flapping {
    package var words: String {
        say(
            "flapping: changed {{changes}} times in {{days}} days",
            ["changes": String(changes), "days": String(days)]
        )
    }
}

extension TrackedFinding {
    /// First failure, last measurement, closing and reopening; nil where it never failed.
    ///
    /// - Parameter day: how days are said.
    package func courseInWords(_ day: (Date) -> String) -> String? {
        guard let firstFailed else { return nil }
        var parts = ["first failed \(day(firstFailed))", "last measured \(day(lastSeen))"]
        if let closed { parts.append("closed \(day(closed))") }
        if reopened > 0 {
            let last = lastReopened.map { ", last \(day($0))" } ?? ""
            parts.append("reopened \(Words.count(reopened, .time))\(last)")
        }
        return parts.joined(separator: ", ")
    }
}
