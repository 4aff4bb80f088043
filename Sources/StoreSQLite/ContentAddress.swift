// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import StoreRecords

/// The tables that keep canonical bytes once, under their SHA-256.
enum ContentTable: String {
    case estate, manifest
    case posturePart = "posture_part"
}

extension Database {
    /// Keeps bytes unless they are there already; returns their row.
    func keep(_ body: Data, in table: ContentTable) throws -> Int64 {
        let hash = body.sha256
        let find = try cachedStatement(sql: "SELECT id FROM \(table.rawValue) WHERE hash = ?")
        if let id = try Int64.fetchOne(find, arguments: [hash]) { return id }
        let insert = try cachedStatement(sql: "INSERT INTO \(table.rawValue) (hash, body) VALUES (?, ?)")
        try insert.execute(arguments: [hash, body])
        return lastInsertedRowID
    }
}
