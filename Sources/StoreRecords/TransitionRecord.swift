// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
package import Store

/// The canonical record of one transition, complete in itself, so that it can be proven without the database.
package struct TransitionRecord: Hashable, Codable {
    static let format = "chancery.transition/1"

    let format: String
    package let number: Int64
    package let check: String
    package let subject: Subject
    package let cycle: Cycle.ID
    package let at: Date
    package let verdict: Verdict

    package init(number: Int64, finding: Finding, cycle: Cycle.ID, at: Date) {
        format = Self.format
        self.number = number
        check = finding.check
        subject = finding.subject
        self.cycle = cycle
        self.at = at
        verdict = finding.verdict
    }

    package var transition: FindingTransition {
        FindingTransition(number: number, cycle: cycle, at: at, verdict: verdict)
    }

    package static func verdict(of record: Data) throws -> Verdict {
        try CanonicalJSON.decode(TransitionRecord.self, from: record).verdict
    }

    /// The bytes from the verdict on; nil where there is none.
    ///
    /// Two records that are equal from there have the same one: canonical JSON sorts its keys, so it comes last, and inside a
    /// text a quotation mark is escaped, so nothing else reads so.
    static func verdictPart(of record: Data) -> Data? {
        record.range(of: verdictKey).map { record[$0.upperBound...] }
    }

    private static let verdictKey = Data(",\"verdict\":".utf8)
}
