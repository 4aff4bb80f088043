// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
internal import Model
internal import Store
internal import StoreRecords

/// Whether the columns beside the records of transitions are what the records come to, and the newest one stands.
struct HistoryConsistency {
    let database: Database

    func faults() throws -> [String] {
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
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            let (id, number): (Int64, Int64) = (row[0], row[1])
            guard let record = try? CanonicalJSON.decode(TransitionRecord.self, from: row[7]),
                let standing = try? Standing(row, from: 8)
            else {
                faults.append("transition \(id) of finding F-\(number): it cannot be read")
                continue
            }
            let named: [String?] = [row[2], row[3], row[4], row[6]]
            let subject = record.subject
            let isNamed =
                record.number == number && record.cycle == row[5] as Int64
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
            WHERE standing.transition IS NOT (SELECT max(id) FROM transition WHERE finding = finding.number)
            OR standing.seen IS NOT cycle.judged OR subject.id IS NULL
            UNION SELECT finding FROM standing WHERE finding NOT IN (SELECT number FROM finding)
            """
        return try Int64.fetchAll(database, sql: sql).map {
            "finding F-\($0): it does not stand where its history ends"
        }
    }
}
