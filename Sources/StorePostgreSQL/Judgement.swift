// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Facts
internal import Foundation
internal import Model
internal import Store
internal import StoreRecords

/// One judgement of one cycle, inside its transaction.
///
/// A server is far where a file is near, so what is known is read at once, and what is confirmed is written at once.
struct Judgement {
    /// A finding's number and how it stands, with the transitions behind that.
    private struct Known {
        let number: Int64
        let transition: Int64
        let failed: Int64?
        let standing: Standing
    }

    private let session: Session
    private let cycle: Cycle.ID
    /// To the second.
    private let now: Date
    private let closing: Closing
    private var known: [FindingKey: Known] = [:]
    private var lastNumber: Int64
    private var lastTransition: Int64
    private var confirmed: [Int64] = []

    /// - Parameter checks: of the findings that are to come.
    init(session: Session, cycle: Cycle.ID, now: Date, closing: Closing, checks: Set<String>) throws {
        self.session = session
        self.cycle = cycle
        self.now = now
        self.closing = closing
        lastNumber = try session.value("SELECT max(number) FROM finding") ?? 0
        lastTransition = try session.value("SELECT max(id) FROM transition") ?? 0
        let sql = """
            SELECT check_id, scope, name, finding.number, transition.id, transition.failed,
            \(StandingColumns.list) FROM finding
            JOIN subject ON subject.id = finding.subject
            JOIN standing ON standing.finding = finding.number
            JOIN transition ON transition.id = standing.transition
            \(StandingColumns.join)
            WHERE check_id IN (\(SQLList.texts("$1")))
            """
        for row in try session.rows(sql, [.text(try CanonicalJSON.text(checks.sorted()))]) {
            let subject = try Subject(scope: try row[1], name: try row[2])
            known[FindingKey(check: try row[0], subject: subject)] = Known(
                number: try row[3],
                transition: try row[4],
                failed: try row[5],
                standing: try Standing(row, from: 6)
            )
        }
    }

    /// Confirms a finding, or adds a transition where its verdict changed or its failure is closed.
    mutating func track(_ finding: Finding) throws -> TrackedFinding {
        guard let known = known[finding.key] else {
            let number = try enter(finding)
            let first = Standing(first: finding.verdict, at: now)
            try add(first, of: finding, number: number, failed: nil)
            return first.tracked(finding.key, number: number, seen: now)
        }
        let standing = known.standing
        guard let next = standing.followed(by: finding.verdict, at: now, closing: closing) else {
            confirmed.append(known.number)
            return standing.tracked(finding.key, number: known.number, seen: now)
        }
        let failed = standing.verdict.state == .fail ? known.transition : known.failed
        let isKept = next.course.failure != nil
        try add(next, of: finding, number: known.number, failed: isKept ? failed : nil)
        return next.tracked(finding.key, number: known.number, seen: now)
    }

    /// Writes what was confirmed.
    func finish() throws {
        try session.run(
            """
            UPDATE standing SET cycle = $1, seen = $2
            WHERE finding IN (\(SQLList.numbers("$3")))
            """,
            [.integer(cycle), .init(now), .text(try CanonicalJSON.text(confirmed))]
        )
    }

    private mutating func enter(_ finding: Finding) throws -> Int64 {
        let subject = try session.row(of: finding.subject)
        lastNumber += 1
        try session.run(
            "INSERT INTO finding (number, check_id, subject) VALUES ($1, $2, $3)",
            [.integer(lastNumber), .text(finding.check), .integer(subject)]
        )
        return lastNumber
    }

    /// - Parameter failed: the transition with the failure that is open and not the verdict.
    private mutating func add(
        _ standing: Standing,
        of finding: Finding,
        number: Int64,
        failed: Int64?
    ) throws {
        let record = TransitionRecord(number: number, finding: finding, cycle: cycle, at: now)
        let course = standing.course
        lastTransition += 1
        try session.run(
            """
            INSERT INTO transition
            (id, finding, cycle, state, since, first_failed, reopened, resolved, record,
            clean, closed, reopened_at, failed, turns)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            [
                .integer(lastTransition), .integer(number), .integer(cycle),
                .text(standing.verdict.state.rawValue), .init(standing.since), .init(course.firstFailed),
                .integer(Int64(course.reopened)), .init(course.closed != nil),
                .bytes(try CanonicalJSON.encode(record)), .init(course.clean), .init(course.closed),
                .init(course.lastReopened), .init(failed), .init(try course.turnsRecord()),
            ]
        )
        try session.run(
            """
            INSERT INTO standing (finding, transition, cycle, seen) VALUES ($1, $2, $3, $4)
            ON CONFLICT (finding) DO UPDATE
            SET transition = excluded.transition, cycle = excluded.cycle, seen = excluded.seen
            """,
            [.integer(number), .integer(lastTransition), .integer(cycle), .init(now)]
        )
        known[finding.key] = Known(
            number: number,
            transition: lastTransition,
            failed: failed,
            standing: standing
        )
    }
}
#endif
