// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// The record of a finding's change of verdict, as a cycle keeps it and its head covers it.
package struct FindingRecord: Hashable, Decodable, Sendable {
    package static let format = "chancery.transition/1"
    /// What stands before the record's bytes in its leaf.
    package static let kind = "transition"

    package let format: String
    package let number: Int64
    package let check: String
    package let subject: Subject
    package let cycle: Cycle.ID
    package let at: Date
    package let verdict: Verdict

    /// Nil where the bytes are no such record.
    package init?(bytes: Data) {
        guard let read = try? CanonicalJSON.decode(Self.self, from: bytes), read.format == Self.format else {
            return nil
        }
        self = read
    }
}
