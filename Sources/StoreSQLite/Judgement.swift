// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
internal import Model
internal import Store
internal import StoreRecords

/// One judgement of one cycle, inside its transaction.
struct Judgement {
    let database: Database
    let cycle: Cycle.ID
    /// To the second.
    let now: Date
    let closing: Closing

    /// A finding's number and how it stands, with the transitions behind that.
    private struct Known {
        let number: Int64
        let transition: Int64
        let failed: Int64?
        let standing: Standing
    }

    /// Confirms a finding, or adds a transition where its verdict changed or its failure is closed.
    func track(_ finding: Finding) throws -> TrackedFinding {
        let subject = try database.row(of: finding.subject)
        guard let known = try newest(of: finding, subject: subject) else {
            let number = try enter(finding, subject: subject)
            let first = Standing(first: finding.verdict, at: now)
            try add(first, of: finding, number: number, failed: nil)
            return first.tracked(finding.key, number: number, seen: now)
        }
        let standing = known.standing
        guard let next = standing.followed(by: finding.verdict, at: now, closing: closing) else {
            try confirm(known.number)
            return standing.tracked(finding.key, number: known.number, seen: now)
        }
        let failed = standing.verdict.state == .fail ? known.transition : known.failed
        let isKept = next.course.failure != nil
        try add(next, of: finding, number: known.number, failed: isKept ? failed : nil)
        return next.tracked(finding.key, number: known.number, seen: now)
    }

    private func newest(of finding: Finding, subject: Int64) throws -> Known? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT finding.number, transition.id, transition.failed, \(StandingColumns.list) FROM finding
                JOIN standing ON standing.finding = finding.number
                JOIN transition ON transition.id = standing.transition
                \(StandingColumns.join)
                WHERE check_id = ? AND subject = ?
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: [finding.check, subject]) else { return nil }
        return Known(
            number: row[0],
            transition: row[1],
            failed: row[2],
            standing: try Standing(row, from: 3)
        )
    }

    private func enter(_ finding: Finding, subject: Int64) throws -> Int64 {
        let sql = "INSERT INTO finding (check_id, subject) VALUES (?, ?)"
        try database.cachedStatement(sql: sql).execute(arguments: [finding.check, subject])
        return database.lastInsertedRowID
    }

    /// - Parameter failed: the transition with the failure that is open and not the verdict.
    private func add(_ standing: Standing, of finding: Finding, number: Int64, failed: Int64?) throws {
        let record = TransitionRecord(number: number, finding: finding, cycle: cycle, at: now)
        let course = standing.course
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO transition
                (finding, cycle, state, since, first_failed, reopened, resolved, record,
                clean, closed, reopened_at, failed, turns)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: [
            number, cycle, standing.verdict.state.rawValue, standing.since.second,
            course.firstFailed?.second, course.reopened, course.closed != nil,
            try CanonicalJSON.encode(record), course.clean?.second, course.closed?.second,
            course.lastReopened?.second, failed, try course.turnsRecord(),
        ])
        let point = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO standing (finding, transition, cycle, seen) VALUES (?, ?, ?, ?)"
        )
        try point.execute(arguments: [number, database.lastInsertedRowID, cycle, now.second])
    }

    private func confirm(_ number: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE standing SET cycle = ?, seen = ? WHERE finding = ?"
        )
        try statement.execute(arguments: [cycle, now.second, number])
    }
}
