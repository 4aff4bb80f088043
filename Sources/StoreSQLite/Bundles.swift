// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation
internal import GRDB
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func keep(_ bundle: KeptBundle) async throws(StoreError) {
        try await write { database in
            let newest = try Int64.fetchOne(
                database,
                sql: "SELECT max(finished) FROM bundle WHERE vantage = ?",
                arguments: [bundle.vantage]
            )
            if let newest, newest >= bundle.finished.second {
                let words =
                    newest == bundle.finished.second ? "this one, or one that ended with it," : "a newer one"
                throw StoreError.refused(reason: "\(words) was imported already")
            }
            try database.execute(
                sql: """
                    INSERT INTO bundle (vantage, started, finished, imported, hash, signature, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    bundle.vantage, bundle.started.second, bundle.finished.second, bundle.imported.second,
                    Data(SHA256.digest(Array(bundle.bytes))), bundle.signature, bundle.bytes,
                ]
            )
        }
    }

    package func bundles(since instant: Date) async throws(StoreError) -> [KeptBundle] {
        try await read { database in
            let sql = """
                SELECT vantage, started, finished, imported, body, signature FROM bundle
                WHERE body IS NOT NULL AND (finished >= ? OR id IN (\(Self.newestBundles)))
                ORDER BY finished DESC, vantage
                """
            return try Row.fetchAll(database, sql: sql, arguments: [instant.second]).map { row in
                KeptBundle(
                    vantage: row[0],
                    started: Date(second: row[1]),
                    finished: Date(second: row[2]),
                    imported: Date(second: row[3]),
                    bytes: row[4],
                    signature: row[5]
                )
            }
        }
    }

    /// Ends are strictly rising, so the last that came is the newest.
    private static let newestBundles = "SELECT max(id) FROM bundle GROUP BY vantage"

    /// Drops the bytes of bundles that ended before the instant, but for the newest of each vantage.
    static func pruneBundles(_ database: Database, before instant: Date) throws {
        try database.execute(
            sql: """
                UPDATE bundle SET body = NULL
                WHERE body IS NOT NULL AND finished < ? AND id NOT IN (\(newestBundles))
                """,
            arguments: [instant.second]
        )
    }
}
