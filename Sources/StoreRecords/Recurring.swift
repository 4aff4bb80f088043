// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// What many rows of findings say alike, kept in memory once while they are read.
///
/// Of a large estate most verdicts are the same few; each would have strings of its own otherwise.
package struct Recurring {
    /// So many different ones are remembered of each; what comes later is kept as it comes.
    private static let limit = 4096

    private var checks: [String: String] = [:]
    private var verdicts: [Data: Verdict] = [:]

    package init() {}

    /// The same text.
    package mutating func check(_ id: String) -> String {
        if let known = checks[id] { return known }
        if checks.count < Self.limit { checks[id] = id }
        return id
    }

    /// The verdict of a canonical `TransitionRecord`; throws where it is none.
    package mutating func verdict(of record: Data) throws -> Verdict {
        guard let tail = TransitionRecord.verdictPart(of: record) else {
            return try TransitionRecord.verdict(of: record)
        }
        if let known = verdicts[tail] { return known }
        let verdict = try TransitionRecord.verdict(of: record)
        if verdicts.count < Self.limit { verdicts[Data(tail)] = verdict }
        return verdict
    }
}
