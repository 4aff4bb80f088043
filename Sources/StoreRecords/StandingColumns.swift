// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
package import Store

/// The columns of a transition that make a standing, in the order in which `Standing` reads them.
package enum StandingColumns {
    /// Most findings pass, and a pass says nothing more: its record need not be read.
    package static let list = """
        CASE transition.state WHEN 'pass' THEN NULL ELSE transition.record END,
        transition.since, transition.first_failed, transition.clean, transition.closed,
        transition.reopened, transition.reopened_at, transition.turns, failing.record
        """

    /// Joins what a standing refers to; after `transition`.
    package static let join = "LEFT JOIN transition AS failing ON failing.id = transition.failed"
}

extension Standing {
    /// Reads ``StandingColumns/list``.
    package init(_ row: StoredRow, from column: Int) throws {
        var recurring = Recurring()
        try self.init(row, from: column, &recurring)
    }

    /// The same for one row of many.
    package init(_ row: StoredRow, from column: Int, _ recurring: inout Recurring) throws {
        func instant(_ offset: Int) throws -> Date? {
            let second: Int64? = try row[column + offset]
            return second.map(Date.init(second:))
        }
        let record: Data? = try row[column]
        let failing: Data? = try row[column + 8]
        self.init(
            verdict: try record.map { try recurring.verdict(of: $0) } ?? .pass,
            since: Date(second: try row[column + 1]),
            course: Course(
                firstFailed: try instant(2),
                clean: try instant(3),
                closed: try instant(4),
                failure: try failing.map { try recurring.verdict(of: $0) },
                reopened: try row[column + 5],
                lastReopened: try instant(6),
                turns: try Course.turns(try row[column + 7])
            )
        )
    }
}
