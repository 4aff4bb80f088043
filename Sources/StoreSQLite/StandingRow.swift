// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
internal import Model
internal import Store
internal import StoreRecords

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
