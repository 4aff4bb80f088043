// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// A fact with the first and the last time at which it was seen, to the grain of a cycle.
package struct Sighting<F: Fact>: Sendable {
    package let fact: F
    package let first: Date
    package let last: Date

    package init(fact: F, first: Date, last: Date) {
        self.fact = fact
        self.first = first
        self.last = last
    }
}

/// The same as kept: one row for each different fact of a subject.
package struct PastFact: Hashable, Sendable {
    package let subject: Subject
    package let record: FactRecord
    package let first: Date
    package let last: Date

    package init(subject: Subject, record: FactRecord, first: Date, last: Date) {
        self.subject = subject
        self.record = record
        self.first = first
        self.last = last
    }
}
