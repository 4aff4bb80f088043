// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import GRDB
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func alertLedger() async throws(StoreError) -> Data? {
        try await read { database in try Self.ledger(in: database) }
    }

    package func post(
        _ drafts: [OutboxDraft],
        replacing before: Data?,
        by ledger: Data,
        at now: Date
    ) async throws(StoreError) -> Bool {
        try await write { database in
            guard try Self.ledger(in: database) == before else { return false }
            try database.execute(
                sql:
                    "INSERT INTO alert_ledger (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = ?",
                arguments: [ledger, ledger]
            )
            for draft in drafts {
                try database.execute(
                    sql: """
                        INSERT INTO outbox
                        (route, target, key, window, body, created, state, attempts, next)
                        VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, ?)
                        ON CONFLICT (route, target, key) DO NOTHING
                        """,
                    arguments: [
                        draft.route, draft.target, draft.key, draft.window.second, draft.body, now.second,
                        draft.window.second,
                    ]
                )
            }
            return true
        }
    }

    package func outbox(_ states: Set<OutboxEntry.State>, limit: Int) async throws(StoreError)
        -> [OutboxEntry]
    {
        try await read { database in
            var arguments = StatementArguments(states.map(\.rawValue))
            arguments += [max(0, limit)]
            let marks = databaseQuestionMarks(count: states.count)
            return try OutboxEntry.fetch(
                in: database,
                "WHERE state IN (\(marks)) ORDER BY id DESC LIMIT ?",
                arguments
            )
        }
    }

    package func isOutboxDue(at now: Date) async throws(StoreError) -> Bool {
        try await read { database in try OutboxEntry.due(in: database, at: now) != nil }
    }

    package func claimOutbox(at now: Date, until: Date) async throws(StoreError) -> [OutboxEntry] {
        try await write { database in
            guard let first = try OutboxEntry.due(in: database, at: now) else { return [] }
            if first.batch == nil {
                let draft = first.draft
                try database.execute(
                    sql: """
                        UPDATE outbox SET batch = ?
                        WHERE batch IS NULL AND state = 'pending' AND route = ? AND target = ? AND window = ?
                        """,
                    arguments: [first.number, draft.route, draft.target, draft.window.second]
                )
            }
            let batch = first.batch ?? first.number
            try database.execute(
                sql: "UPDATE outbox SET next = ? WHERE batch = ? AND state = 'pending'",
                arguments: [until.second, batch]
            )
            return try OutboxEntry.fetch(
                in: database,
                "WHERE batch = ? AND state = 'pending' ORDER BY id",
                [batch]
            )
        }
    }

    package func settle(_ entries: [OutboxEntry], as fate: OutboxFate, at now: Date) async throws(StoreError)
    {
        try await write { database in
            for entry in entries {
                switch fate {
                case .sent: try Self.end(entry, as: .sent, remark: nil, at: now, in: database)
                case .givenUp(let remark):
                    try Self.end(entry, as: .givenUp, remark: remark, at: now, in: database)
                case .postponed(let next, let remark):
                    try database.execute(
                        sql: """
                            UPDATE outbox SET attempts = attempts + 1, next = ?, remark = ?
                            WHERE id = ? AND state = 'pending'
                            """,
                        arguments: [next.second, remark, entry.number]
                    )
                }
            }
        }
    }

    private static func end(
        _ entry: OutboxEntry,
        as state: OutboxEntry.State,
        remark: String?,
        at now: Date,
        in database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE outbox SET state = ?, settled = ?, remark = ? WHERE id = ? AND state = 'pending'",
            arguments: [state.rawValue, now.second, remark, entry.number]
        )
    }

    private static func ledger(in database: Database) throws -> Data? {
        try Data.fetchOne(database, sql: "SELECT body FROM alert_ledger")
    }

    /// Drops what was settled before the instant.
    static func pruneOutbox(_ database: Database, before instant: Date) throws {
        try database.execute(
            sql: "DELETE FROM outbox WHERE state <> 'pending' AND settled < ?",
            arguments: [instant.second]
        )
    }
}

extension OutboxEntry {
    fileprivate static func fetch(in database: Database, _ tail: String, _ arguments: StatementArguments)
        throws -> [OutboxEntry]
    {
        let sql = """
            SELECT id, route, target, key, window, body, batch, created, state, attempts, next, settled, remark
            FROM outbox \(tail)
            """
        return try Row.fetchAll(database, sql: sql, arguments: arguments).map(OutboxEntry.init)
    }

    /// The oldest that may be claimed.
    fileprivate static func due(in database: Database, at now: Date) throws -> OutboxEntry? {
        try fetch(
            in: database,
            "WHERE state = 'pending' AND (next <= ? OR next > ?) ORDER BY id LIMIT 1",
            [now.second, now.addingTimeInterval(longestWait).second]
        ).first
    }

    fileprivate init(_ row: Row) {
        self.init(
            number: row[0],
            draft: OutboxDraft(
                route: row[1],
                target: row[2],
                key: row[3],
                window: Date(second: row[4]),
                body: row[5]
            ),
            batch: row[6],
            created: Date(second: row[7]),
            state: State(rawValue: row[8]) ?? .pending,
            attempts: row[9],
            next: Date(second: row[10]),
            settled: (row[11] as Int64?).map(Date.init(second:)),
            remark: row[12]
        )
    }
}
