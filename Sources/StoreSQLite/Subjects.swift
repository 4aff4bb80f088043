// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Model
internal import Store

extension Database {
    /// The row of a subject, made where there is none.
    func row(of subject: Subject) throws -> Int64 {
        let find = try cachedStatement(sql: "SELECT id FROM subject WHERE scope = ? AND name = ?")
        if let id = try Int64.fetchOne(find, arguments: [subject.scope.rawValue, subject.name]) { return id }
        let insert = try cachedStatement(sql: "INSERT INTO subject (scope, name, endpoint) VALUES (?, ?, ?)")
        try insert.execute(arguments: [subject.scope.rawValue, subject.name, subject.endpointID])
        return lastInsertedRowID
    }
}
