// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
internal import Model
internal import Store
internal import StoreRecords

/// The columns of a transition that make a standing, in the order in which `Standing` reads them.
enum StandingColumns {
    /// Most findings pass, and a pass says nothing more: its record need not be read.
    static let list = """
        CASE transition.state WHEN 'pass' THEN NULL ELSE transition.record END,
        transition.since, transition.first_failed, transition.clean, transition.closed,
        transition.reopened, transition.reopened_at, transition.turns, failing.record
        """

    /// Joins what a standing refers to; after `transition`.
    static let join = "LEFT JOIN transition AS failing ON failing.id = transition.failed"
}

extension Standing {
    /// Reads ``StandingColumns/list``.
    init(_ row: Row, from column: Int) throws {
        var recurring = Recurring()
        try self.init(row, from: column, &recurring)
    }

    /// The same for one row of many.
    init(_ row: Row, from column: Int, _ recurring: inout Recurring) throws {
        func instant(_ offset: Int) -> Date? { (row[column + offset] as Int64?).map(Date.init(second:)) }
        self.init(
            verdict: try (row[column] as Data?).map { try recurring.verdict(of: $0) } ?? .pass,
            since: Date(second: row[column + 1]),
            course: Course(
                firstFailed: instant(2),
                clean: instant(3),
                closed: instant(4),
                failure: try (row[column + 8] as Data?).map { try recurring.verdict(of: $0) },
                reopened: row[column + 5],
                lastReopened: instant(6),
                turns: try Course.turns(row[column + 7])
            )
        )
    }
}
