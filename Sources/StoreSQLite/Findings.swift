// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import GRDB
package import Model
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func judge(_ findings: [Finding], in cycle: Cycle, at now: Date, closing: Closing)
        async throws(StoreError) -> [TrackedFinding]
    {
        try await write { database in
            try database.requireOpen(cycle)
            try database.execute(
                sql: "UPDATE cycle SET judged = ? WHERE id = ?",
                arguments: [now.second, cycle.id]
            )
            let judgement = Judgement(
                database: database,
                cycle: cycle.id,
                now: Date(second: now.second),
                closing: closing
            )
            return try findings.map { finding in try judgement.track(finding) }
        }
    }

    package func findings(_ filter: FindingFilter) async throws(StoreError) -> [TrackedFinding] {
        try await read { database in
            let condition = try FindingCondition(filter)
            let sql = """
                WHERE standing.cycle = (SELECT max(id) FROM cycle WHERE judged IS NOT NULL)\(condition.sql)
                ORDER BY finding.check_id, subject.scope, subject.name
                """
            return try TrackedRow.fetch(in: database, sql, condition.arguments).map(\.tracked)
        }
    }

    package func standings(after cycle: Cycle.ID, since earlier: Cycle.ID?) async throws(StoreError)
        -> [FindingKey: NumberedStanding]
    {
        try await read { database in
            let sql = """
                SELECT finding.number, check_id, subject.id, scope, name, \(StandingColumns.list)
                FROM (
                    SELECT max(id) AS id FROM transition WHERE cycle <= ? AND cycle > ? GROUP BY finding
                ) AS newest
                JOIN transition ON transition.id = newest.id
                \(StandingColumns.join)
                JOIN finding ON finding.number = transition.finding
                JOIN subject ON subject.id = finding.subject
                """
            let arguments: StatementArguments = [cycle, earlier ?? .min]
            var subjects: [Int64: Subject] = [:]
            var recurring = Recurring()
            var found: [FindingKey: NumberedStanding] = [:]
            let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
            while let row = try rows.next() {
                let subject = try subjects.subject(row[2], scope: row[3], name: row[4])
                let key = FindingKey(check: recurring.check(row[1]), subject: subject)
                let standing = try Standing(row, from: 5, &recurring)
                found[key] = NumberedStanding(number: row[0], standing: standing)
            }
            return found
        }
    }

    package func history(of key: FindingKey) async throws(StoreError) -> [FindingTransition] {
        try await read { database in
            let sql = """
                SELECT record FROM transition
                JOIN finding ON finding.number = transition.finding
                JOIN subject ON subject.id = finding.subject
                WHERE check_id = ? AND scope = ? AND name = ? ORDER BY transition.id
                """
            let arguments: StatementArguments = [key.check, key.subject.scope.rawValue, key.subject.name]
            return try Data.fetchAll(database, sql: sql, arguments: arguments).map { record in
                try CanonicalJSON.decode(TransitionRecord.self, from: record).transition
            }
        }
    }
}

extension TrackedRow {
    /// Rows of `standing` with what they point to; `tail` is the rest of the statement.
    static func fetch(in database: Database, _ tail: String, _ arguments: StatementArguments) throws
        -> [TrackedRow]
    {
        let source = """
            FROM standing
            JOIN transition ON transition.id = standing.transition
            \(StandingColumns.join)
            JOIN finding ON finding.number = standing.finding
            JOIN subject ON subject.id = finding.subject
            """
        return try fetch(in: database, seen: "standing.seen", source + " " + tail, arguments)
    }

    /// Findings as certain transitions left them, by transition; `lastSeen` is then the beginning of the
    /// transition's cycle.
    static func fetch(in database: Database, _ transitions: [Int64]) throws -> [Int64: TrackedRow] {
        let source = """
            FROM transition
            \(StandingColumns.join)
            JOIN finding ON finding.number = transition.finding
            JOIN subject ON subject.id = finding.subject
            JOIN cycle ON cycle.id = transition.cycle
            WHERE transition.id IN (SELECT value FROM json_each(?))
            """
        let list = try CanonicalJSON.text(transitions)
        let rows = try fetch(in: database, seen: "cycle.started", source, [list])
        return Dictionary(rows.map { ($0.transition, $0) }) { first, _ in first }
    }

    private static func fetch(
        in database: Database,
        seen: String,
        _ source: String,
        _ arguments: StatementArguments
    ) throws -> [TrackedRow] {
        let sql = """
            SELECT transition.id, finding.number, check_id, subject.id, scope, name, \(seen),
            \(StandingColumns.list) \(source)
            """
        var subjects: [Int64: Subject] = [:]
        var recurring = Recurring()
        var found: [TrackedRow] = []
        let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
        while let row = try rows.next() {
            let subject = try subjects.subject(row[3], scope: row[4], name: row[5])
            let key = FindingKey(check: recurring.check(row[2]), subject: subject)
            let tracked = try Standing(row, from: 7, &recurring)
                .tracked(key, number: row[1], seen: Date(second: row[6]))
            found.append(TrackedRow(transition: row[0], tracked: tracked))
        }
        return found
    }
}

extension [Int64: Subject] {
    /// The subject of a row, by its row in `subject`; made once.
    fileprivate mutating func subject(_ id: Int64, scope: String, name: String) throws -> Subject {
        if let known = self[id] { return known }
        let subject = try Subject(scope: scope, name: name)
        self[id] = subject
        return subject
    }
}

/// A filter as a condition on `finding`, `subject` and `transition`.
private struct FindingCondition {
    private(set) var sql = ""
    private(set) var arguments: StatementArguments = []

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

    /// One argument whatever the number of values, because SQLite limits how many a statement takes.
    private mutating func add(_ column: String, among values: Set<String>, or other: String? = nil) throws {
        guard !values.isEmpty else { return }
        let condition = "\(column) IN (SELECT value FROM json_each(?))"
        sql += other.map { " AND (\(condition) OR \($0))" } ?? " AND \(condition)"
        arguments += [try CanonicalJSON.text(values.sorted())]
    }
}
