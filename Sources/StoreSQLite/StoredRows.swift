// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
package import Store
package import StoreRecords

extension SQLiteStore: RowSource {
    package func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) async throws
        -> [[StoredValue]]
    {
        try await read { database in
            let marks = Array(repeating: "?", count: table.keys).joined(separator: ", ")
            let condition = key == nil ? "" : "WHERE (\(table.keyList)) > (\(marks))"
            let sql = """
                SELECT \(table.columnList) FROM "\(table.name)" \(condition)
                ORDER BY \(table.keyList) LIMIT \(limit)
                """
            let arguments = StatementArguments((key ?? []).map(\.databaseValue))
            return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
                try row.databaseValues.map(StoredValue.init)
            }
        }
    }
}

/// What is asked of every kind of store in the same words.
struct DatabaseQueries: StoredQueries {
    let database: Database

    func rows(_ sql: String, _ arguments: [StoredValue]) throws -> [StoredRow] {
        let arguments = StatementArguments(arguments.map(\.databaseValue))
        return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            StoredRow(values: try row.databaseValues.map(StoredValue.init))
        }
    }

    func each(_ sql: String, _ body: (StoredRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            try body(StoredRow(values: try row.databaseValues.map(StoredValue.init)))
        }
    }
}

/// A store that is being carried over into a file, which gets its name when it is whole.
package final class SQLiteSink: RowSink {
    private let path: String
    private let partial: SQLiteStore

    /// Throws where there is a file already.
    package init(path: String) throws(StoreError) {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw .refused(reason: "there is a store at \(path) already; nothing is copied over it")
        }
        self.path = path
        Self.remove(path + ".partial")
        partial = try SQLiteStore(path: path + ".partial")
    }

    package func put(_ rows: [[StoredValue]], into table: StoredTable) async throws {
        try await partial.write { database in
            let marks = Array(repeating: "?", count: table.columns.count).joined(separator: ", ")
            let insert = try database.cachedStatement(
                sql: "INSERT INTO \"\(table.name)\" (\(table.columnList)) VALUES (\(marks))"
            )
            for row in rows { try insert.execute(arguments: StatementArguments(row.map(\.databaseValue))) }
        }
    }

    package func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) async throws
        -> [[StoredValue]]
    {
        try await partial.rows(of: table, after: key, limit: limit)
    }

    package func finish() async throws {
        try partial.close()
        try FileManager.default.moveItem(atPath: path + ".partial", toPath: path)
        Self.remove(path + ".partial")
    }

    /// With what lies beside it.
    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}

extension StoredValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): bytes.databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) throws {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .bytes(bytes)
        case .double: throw StoreError.damaged(reason: "a column holds a broken number")
        }
    }
}
