// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Facts
package import Foundation
package import Model
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func judge(_ findings: [Finding], in cycle: Cycle, at now: Date, closing: Closing)
        async throws(StoreError) -> [TrackedFinding]
    {
        try await write { session in
            try session.requireOpen(cycle)
            try session.run(
                "UPDATE cycle SET judged = $1 WHERE id = $2",
                [.init(now), .integer(cycle.id)]
            )
            var judgement = try Judgement(
                session: session,
                cycle: cycle.id,
                now: Date(second: now.second),
                closing: closing,
                checks: Set(findings.map(\.check))
            )
            let tracked = try findings.map { finding in try judgement.track(finding) }
            try judgement.finish()
            return tracked
        }
    }

    package func findings(_ filter: FindingFilter) async throws(StoreError) -> [TrackedFinding] {
        try await read { session in
            let condition = try FindingCondition(filter)
            let sql = """
                WHERE standing.cycle = (SELECT max(id) FROM cycle WHERE judged IS NOT NULL)\(condition.sql)
                ORDER BY finding.check_id, subject.scope, subject.name
                """
            return try TrackedRow.fetch(in: session, sql, condition.arguments).map(\.tracked)
        }
    }

    package func standings(after cycle: Cycle.ID, since earlier: Cycle.ID?) async throws(StoreError)
        -> [FindingKey: NumberedStanding]
    {
        try await read { session in
            let sql = """
                SELECT finding.number, check_id, scope, name, \(StandingColumns.list)
                FROM (
                    SELECT max(id) AS id FROM transition WHERE cycle <= $1 AND cycle > $2 GROUP BY finding
                ) AS newest
                JOIN transition ON transition.id = newest.id
                \(StandingColumns.join)
                JOIN finding ON finding.number = transition.finding
                JOIN subject ON subject.id = finding.subject
                """
            let rows = try session.rows(sql, [.integer(cycle), .integer(earlier ?? .min)])
            var recurring = Recurring()
            var found: [FindingKey: NumberedStanding] = [:]
            for row in rows {
                let subject = try Subject(scope: try row[2], name: try row[3])
                let key = FindingKey(check: recurring.check(try row[1]), subject: subject)
                let standing = try Standing(row, from: 4, &recurring)
                found[key] = NumberedStanding(number: try row[0], standing: standing)
            }
            return found
        }
    }

    package func history(of key: FindingKey) async throws(StoreError) -> [FindingTransition] {
        try await read { session in
            let sql = """
                SELECT record FROM transition
                JOIN finding ON finding.number = transition.finding
                JOIN subject ON subject.id = finding.subject
                WHERE check_id = $1 AND scope = $2 AND name = $3 ORDER BY transition.id
                """
            let arguments: [StoredValue] = [
                .text(key.check), .text(key.subject.scope.rawValue), .text(key.subject.name),
            ]
            return try session.rows(sql, arguments).map { row in
                try CanonicalJSON.decode(TransitionRecord.self, from: try row[0]).transition
            }
        }
    }
}

extension TrackedRow {
    private static let subjects = """
        JOIN finding ON finding.number = transition.finding
        JOIN subject ON subject.id = finding.subject
        """

    /// Rows of `standing` with what they point to; `tail` is the rest of the statement.
    static func fetch(in session: Session, _ tail: String, _ arguments: [StoredValue]) throws -> [TrackedRow]
    {
        let source = """
            FROM standing JOIN transition ON transition.id = standing.transition
            \(StandingColumns.join) \(subjects) \(tail)
            """
        return try fetch(in: session, seen: "standing.seen", source, arguments)
    }

    /// Findings as certain transitions left them, by transition; `lastSeen` is then the beginning of the
    /// transition's cycle.
    static func fetch(in session: Session, _ transitions: [Int64]) throws -> [Int64: TrackedRow] {
        let source = """
            FROM transition \(StandingColumns.join) \(subjects)
            JOIN cycle ON cycle.id = transition.cycle
            WHERE transition.id IN (\(SQLList.numbers("$1")))
            """
        let list = StoredValue.text(try CanonicalJSON.text(transitions))
        let rows = try fetch(in: session, seen: "cycle.started", source, [list])
        return Dictionary(rows.map { ($0.transition, $0) }) { first, _ in first }
    }

    private static func fetch(
        in session: Session,
        seen: String,
        _ source: String,
        _ arguments: [StoredValue]
    ) throws -> [TrackedRow] {
        let sql = """
            SELECT transition.id, finding.number, check_id, scope, name, \(seen),
            \(StandingColumns.list) \(source)
            """
        var recurring = Recurring()
        return try session.rows(sql, arguments).map { row in
            let subject = try Subject(scope: try row[3], name: try row[4])
            let key = FindingKey(check: recurring.check(try row[2]), subject: subject)
            let tracked = try Standing(row, from: 6, &recurring)
                .tracked(key, number: try row[1], seen: Date(second: try row[5]))
            return TrackedRow(transition: try row[0], tracked: tracked)
        }
    }
}

/// A filter as a condition on `finding`, `subject` and `transition`.
private struct FindingCondition {
    private(set) var sql = ""
    private(set) var arguments: [StoredValue] = []

    init(_ filter: FindingFilter) throws {
        try add("check_id", among: filter.checks)
        try add("endpoint", among: filter.endpoints)
        try add(
            "transition.state",
            among: Set(filter.states.map(\.rawValue)),
            or: filter.includesMended
                ? "(transition.first_failed IS NOT NULL AND transition.clean IS NOT NULL "
                    + "AND transition.closed IS NULL)" : nil
        )
    }

    private mutating func add(_ column: String, among values: Set<String>, or other: String? = nil) throws {
        guard !values.isEmpty else { return }
        arguments.append(.text(try CanonicalJSON.text(values.sorted())))
        let condition = "\(column) IN (\(SQLList.texts("$\(arguments.count)")))"
        sql += other.map { " AND (\(condition) OR \($0))" } ?? " AND \(condition)"
    }
}
#endif
