// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Dispatch
internal import Model
package import Store
package import StoreRecords

/// A connection that one long transaction has to itself.
private final class LongTransaction: Sendable {
    private let connection: Connection
    private let place: String
    private let queue = DispatchQueue(label: "chancery.store.copy")

    init(_ address: String, passwords: String?, begin: String) throws(StoreError) {
        place = StoreAddress(address)?.shown ?? "postgresql:"
        do {
            connection = try Connection(address, passwords: passwords)
            try connection.execute(begin)
        } catch {
            throw StoreError(error, at: StoreAddress(address)?.shown ?? "postgresql:")
        }
    }

    func run<Value: Sendable>(_ body: @Sendable @escaping (Session) throws -> Value) async throws -> Value {
        let (connection, place) = (connection, place)
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                let answer = Swift.Result { try body(Session(connection)) }
                continuation.resume(with: answer.mapError { StoreError($0, at: place) as any Error })
            }
        }
    }

    func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) async throws -> [[StoredValue]] {
        try await run { session in
            let marks = (1...table.keys).map { "$\($0)" }.joined(separator: ", ")
            let condition = key == nil ? "" : "WHERE (\(table.keyList)) > (\(marks))"
            let sql = """
                SELECT \(table.columnList) FROM "\(table.name)" \(condition)
                ORDER BY \(table.keyList) LIMIT \(limit)
                """
            return try session.rows(sql, key ?? []).map(\.values)
        }
    }
}

/// A store as it is at one instant, to be carried over.
package final class PostgreSQLSource: RowSource {
    private let transaction: LongTransaction

    /// Throws where there is no store, or one of another version.
    package init(address: String, passwords: String? = nil) async throws(StoreError) {
        let store = try await PostgreSQLStore(address: address, readOnly: true, passwords: passwords)
        try await store.close()
        transaction = try LongTransaction(
            address,
            passwords: passwords,
            begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        )
    }

    package func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) async throws
        -> [[StoredValue]]
    {
        try await transaction.rows(of: table, after: key, limit: limit)
    }
}

/// A store that is being carried over into a database: in one transaction, so that it is there whole or not at all.
package final class PostgreSQLSink: RowSink {
    private let transaction: LongTransaction

    /// Throws where the database has a store already.
    package init(address: String, passwords: String? = nil) async throws(StoreError) {
        transaction = try LongTransaction(
            address,
            passwords: passwords,
            begin:
                "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(\(Transaction.lockKey))"
        )
        do {
            try await transaction.run { session in
                guard try Schema.current.version(of: session) == nil else {
                    throw StoreError.refused(
                        reason: "there is a store in this database already; nothing is copied over it"
                    )
                }
                try Schema.current.migrate(session)
            }
        } catch {
            throw StoreError(error, at: "")
        }
    }

    package func put(_ rows: [[StoredValue]], into table: StoredTable) async throws {
        try await transaction.run { session in
            let marks = (1...table.columns.count).map { "$\($0)" }.joined(separator: ", ")
            let sql = "INSERT INTO \"\(table.name)\" (\(table.columnList)) VALUES (\(marks))"
            for row in rows { try session.run(sql, row) }
        }
    }

    package func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) async throws
        -> [[StoredValue]]
    {
        try await transaction.rows(of: table, after: key, limit: limit)
    }

    package func finish() async throws {
        try await transaction.run { session in
            for table in StoredTable.all where table.isNumbered {
                try session.script(
                    """
                    SELECT setval(
                        pg_get_serial_sequence('\(table.name)', '\(table.columns[0])'),
                        coalesce((SELECT max(\(table.keyList)) FROM "\(table.name)"), 0) + 1, false
                    )
                    """
                )
            }
            try session.script("COMMIT")
        }
    }
}
#endif
