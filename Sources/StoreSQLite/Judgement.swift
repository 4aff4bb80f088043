// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
internal import Model
internal import Store

/// One judgement of one cycle, inside its transaction.
struct Judgement {
    let database: Database
    let cycle: Cycle.ID
    /// To the second.
    let now: Date

    /// Confirms a finding, or adds a transition where its verdict changed.
    func track(_ finding: Finding) throws -> TrackedFinding {
        let subject = try database.row(of: finding.subject)
        guard let (number, standing) = try newest(of: finding, subject: subject) else {
            let number = try enter(finding, subject: subject)
            let first = Standing(first: finding.verdict, at: now)
            try add(first, of: finding, number: number)
            return first.tracked(finding.key, number: number, seen: now)
        }
        guard let next = standing.followed(by: finding.verdict, at: now) else {
            try confirm(number)
            return standing.tracked(finding.key, number: number, seen: now)
        }
        try add(next, of: finding, number: number)
        return next.tracked(finding.key, number: number, seen: now)
    }

    private func newest(of finding: Finding, subject: Int64) throws -> (number: Int64, standing: Standing)? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT finding.number, CASE state WHEN 'pass' THEN NULL ELSE record END,
                since, first_failed, reopened, resolved FROM finding
                JOIN standing ON standing.finding = finding.number
                JOIN transition ON transition.id = standing.transition
                WHERE check_id = ? AND subject = ?
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: [finding.check, subject]) else { return nil }
        return (row[0], try Standing(row, from: 1))
    }

    private func enter(_ finding: Finding, subject: Int64) throws -> Int64 {
        let sql = "INSERT INTO finding (check_id, subject) VALUES (?, ?)"
        try database.cachedStatement(sql: sql).execute(arguments: [finding.check, subject])
        return database.lastInsertedRowID
    }

    private func add(_ standing: Standing, of finding: Finding, number: Int64) throws {
        let record = TransitionRecord(number: number, finding: finding, cycle: cycle, at: now)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO transition
                (finding, cycle, state, since, first_failed, reopened, resolved, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: [
            number, cycle, standing.verdict.state.rawValue, standing.since.second,
            standing.firstFailed?.second,
            standing.reopened, standing.isResolved, try CanonicalJSON.encode(record),
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
