// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What will fail when, if nothing is done.
package struct FailureCalendar: Hashable, Codable, Sendable {
    package let cycle: Cycle.ID
    /// When the cycle was judged; nothing was measured since.
    package let from: Date
    package let through: Date
    package let model: ModelStamp
    /// Sorted by day, kind and id.
    package let entries: [CalendarEntry]
}

/// What happens on one day for one reason, wherever it happens.
package struct CalendarEntry: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// A check begins to fail.
        case fails
        /// It fails at a graver level than before.
        case worsens
        /// A failure, or an answer, of today is open for longer than its band allows; its risk rises.
        case overdue
        /// An attestation counts no more.
        case attestationEnds = "attestation_ends"
        /// An acceptance counts no more, and what it bore counts again.
        case acceptanceEnds = "acceptance_ends"
    }

    /// In UTC.
    package let day: CalendarDay
    package let kind: Kind
    /// The check's, the item's or the acceptance's id.
    package let id: String
    package let title: String
    package let level: String?
    /// The gravest of the failures; nil where none is meant.
    package let band: Band?
    /// Whether a machine or an editor makes it anew all the time, so that it comes only if that stops.
    package let isContinual: Bool
    /// Sorted.
    package let subjects: [Subject]
    /// The evidence of the first of them in words; empty where there is none.
    package let evidence: String
}
