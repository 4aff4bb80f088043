// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Foundation
internal import Store
internal import StoreRecords

/// One transaction, inside which the verbs run.
struct Session: StoredQueries {
    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    func rows(_ sql: String, _ arguments: [StoredValue] = []) throws(SQLFailure) -> [StoredRow] {
        try connection.query(sql, arguments).rows
    }

    func row(_ sql: String, _ arguments: [StoredValue] = []) throws(SQLFailure) -> StoredRow? {
        try rows(sql, arguments).first
    }

    /// Goes through the rows of a query of any size, which all lie on the server.
    func each(_ sql: String, _ body: (StoredRow) throws -> Void) throws {
        try connection.execute("DECLARE chancery_rows NO SCROLL CURSOR FOR \(sql)")
        while true {
            let rows = try connection.queryOnce("FETCH 500 FROM chancery_rows").rows
            guard !rows.isEmpty else { break }
            for row in rows { try body(row) }
        }
        try connection.execute("CLOSE chancery_rows")
    }

    /// The first column of the first row; nil where there is no row, or it is null.
    func value<Value: SQLReadable>(_ sql: String, _ arguments: [StoredValue] = []) throws -> Value? {
        guard let row = try row(sql, arguments) else { return nil }
        return try row[0]
    }

    /// The first column of every row.
    func values<Value: SQLReadable>(_ sql: String, _ arguments: [StoredValue] = []) throws -> [Value] {
        try rows(sql, arguments).map { try $0[0] }
    }

    /// Returns how many rows were inserted or changed.
    @discardableResult
    func run(_ sql: String, _ arguments: [StoredValue] = []) throws(SQLFailure) -> Int {
        try connection.query(sql, arguments).changed
    }

    /// Statements without arguments.
    func script(_ sql: String) throws(SQLFailure) { try connection.execute(sql) }
}

extension StoredValue {
    init(_ instant: Date) { self = .integer(instant.second) }

    init(_ instant: Date?) { self = instant.map { .integer($0.second) } ?? .null }

    init(_ text: String?) { self = text.map { .text($0) } ?? .null }

    init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }

    init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
}

extension StoredValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    init(stringLiteral value: String) { self = .text(value) }

    init(integerLiteral value: Int64) { self = .integer(value) }
}
#endif
