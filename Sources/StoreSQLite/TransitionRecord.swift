// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import Model
internal import Store

/// The canonical record of one transition, complete in itself, so that it can be proven without the database.
struct TransitionRecord: Hashable, Codable {
    static let format = "chancery.transition/1"

    let format: String
    let number: Int64
    let check: String
    let subject: Subject
    let cycle: Cycle.ID
    let at: Date
    let verdict: Verdict

    init(number: Int64, finding: Finding, cycle: Cycle.ID, at: Date) {
        format = Self.format
        self.number = number
        check = finding.check
        subject = finding.subject
        self.cycle = cycle
        self.at = at
        verdict = finding.verdict
    }

    var transition: FindingTransition {
        FindingTransition(number: number, cycle: cycle, at: at, verdict: verdict)
    }

    static func verdict(of record: Data) throws -> Verdict {
        try CanonicalJSON.decode(TransitionRecord.self, from: record).verdict
    }
}
