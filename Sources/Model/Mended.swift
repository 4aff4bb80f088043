// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A failure that was measured clean since, and is not confirmed yet.
///
/// Once clean is not mended: a server behind a balancer, a resolver with an old answer or a restart may show for an hour
/// what is gone the next day. So a failure counts until a second clean measurement, 24 hours after the first at least.
package struct Mended: Hashable, Codable, Sendable {
    /// Seconds between the first clean measurement and the one that confirms it, at least.
    package static let confirmation: TimeInterval = 86_400

    /// What it was when it failed last; it counts as that.
    package let failure: Verdict
    /// The first clean measurement since then.
    package let clean: Date
    /// From when on a clean measurement closes it.
    package let confirmable: Date

    package init(failure: Verdict, clean: Date) {
        self.failure = failure
        self.clean = clean
        confirmable = clean.addingTimeInterval(Self.confirmation)
    }
}

/// A finding that changes between failing and clean too often to be believed.
package struct Flapping: Hashable, Codable, Sendable {
    /// How often it changed in the days before, either way.
    package let changes: Int
    /// The days that were looked at (`FlapWindow=` of the risk model).
    package let days: Int

    package init(changes: Int, days: Int) {
        self.changes = changes
        self.days = days
    }
}

extension Verdict {
    /// Whether it was looked at and no failure is there: it passes, or what could fail is gone.
    package var isClean: Bool { state == .pass || state == .notApplicable }
}

extension TrackedFinding {
    /// What counts until it is closed: the failure of the last measurement, or the one that waits to be confirmed as
    /// mended; nil where nothing is open.
    package var openFailure: Verdict? {
        finding.verdict.state == .fail ? finding.verdict : mended?.failure
    }

    package var isOpen: Bool { openFailure != nil }
}
