// SPDX-License-Identifier: Apache-2.0
package import Model

/// What will fail when, if nothing is done.
package struct CalendarInfo: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A certificate runs out, or is about to.
        case certificate
        /// Any other check begins to fail, or fails worse.
        case fails
        /// A failure, or an answer, of today is open for longer than its band allows.
        case overdue
        /// An attestation or an acceptance counts no more.
        case lapses
    }

    package struct Entry: Sendable {
        /// In UTC.
        package let day: CalendarDay
        package let kind: Kind
        /// The check's, the item's or the acceptance's id.
        package let id: String
        package let title: String
        /// The gravest of the failures; nil where none is meant.
        package let band: Band?
        /// Made anew all the time, so that it comes only if that stops.
        package let isContinual: Bool
        /// Sorted.
        package let subjects: [Subject]
        /// Of the first of them, in words; empty where there is none.
        package let evidence: String

        package init(
            day: CalendarDay,
            kind: Kind,
            id: String,
            title: String,
            band: Band?,
            isContinual: Bool,
            subjects: [Subject],
            evidence: String
        ) {
            self.day = day
            self.kind = kind
            self.id = id
            self.title = title
            self.band = band
            self.isContinual = isContinual
            self.subjects = subjects
            self.evidence = evidence
        }
    }

    package let from: CalendarDay
    package let through: CalendarDay
    /// Sorted by day.
    package let entries: [Entry]

    package init(from: CalendarDay, through: CalendarDay, entries: [Entry]) {
        self.from = from
        self.through = through
        self.entries = entries
    }
}
