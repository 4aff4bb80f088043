// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import Model
internal import Store

/// Whether the columns beside the records of transitions are what the records come to, and the newest one stands.
package struct HistoryConsistency {
    private let queries: any StoredQueries

    package init(_ queries: any StoredQueries) { self.queries = queries }

    package func faults() throws -> [String] {
        var faults: [String] = []
        let sql = """
            SELECT transition.id, transition.finding, check_id, scope, name, transition.cycle, transition.state,
            transition.record, \(StandingColumns.list) FROM transition
            \(StandingColumns.join)
            LEFT JOIN finding ON finding.number = transition.finding
            LEFT JOIN subject ON subject.id = finding.subject
            ORDER BY transition.finding, transition.id
            """
        var history = Replay()
        try queries.each(sql) { row in
            let (id, number): (Int64, Int64) = (try row[0], try row[1])
            guard let record = try? CanonicalJSON.decode(TransitionRecord.self, from: try row[7]),
                let standing = try? Standing(row, from: 8)
            else {
                faults.append("transition \(id) of finding F-\(number): it cannot be read")
                return
            }
            let named: [String?] = [try row[2], try row[3], try row[4], try row[6]]
            let subject = record.subject
            let isNamed =
                try record.number == number && record.cycle == row[5] as Int64
                && named == [
                    record.check, subject.scope.rawValue, subject.name, record.verdict.state.rawValue,
                ]
            if !isNamed || !history.comes(to: standing, with: record) {
                faults.append(
                    "transition \(id) of finding F-\(number): its columns are not what its record says"
                )
            }
        }
        return try faults + standings()
    }

    /// Each finding stands by its newest transition, and was seen when its cycle was judged.
    private func standings() throws -> [String] {
        let sql = """
            SELECT finding.number FROM finding
            LEFT JOIN subject ON subject.id = finding.subject
            LEFT JOIN standing ON standing.finding = finding.number
            LEFT JOIN cycle ON cycle.id = standing.cycle
            WHERE standing.transition IS DISTINCT FROM (SELECT max(id) FROM transition WHERE finding = finding.number)
            OR standing.seen IS DISTINCT FROM cycle.judged OR subject.id IS NULL
            UNION SELECT finding FROM standing WHERE finding NOT IN (SELECT number FROM finding)
            """
        return try queries.rows(sql, []).map { row in
            "finding F-\(try row[0] as Int64): it does not stand where its history ends"
        }
    }
}
