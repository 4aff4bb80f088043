// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Foundation
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func keep(_ bundle: KeptBundle) async throws(StoreError) {
        try await write { session in
            let newest: Int64? = try session.value(
                "SELECT max(finished) FROM bundle WHERE vantage = $1",
                [.text(bundle.vantage)]
            )
            if let newest, newest >= bundle.finished.second {
                let words =
                    newest == bundle.finished.second ? "this one, or one that ended with it," : "a newer one"
                throw StoreError.refused(reason: "\(words) was imported already")
            }
            try session.run(
                """
                INSERT INTO bundle (id, vantage, started, finished, imported, hash, signature, body)
                SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM bundle
                """,
                [
                    .text(bundle.vantage), .init(bundle.started), .init(bundle.finished),
                    .init(bundle.imported), .bytes(bundle.bytes.sha256), .bytes(bundle.signature),
                    .bytes(bundle.bytes),
                ]
            )
        }
    }

    package func bundles(since instant: Date) async throws(StoreError) -> [KeptBundle] {
        try await read { session in
            let sql = """
                SELECT vantage, started, finished, imported, body, signature FROM bundle
                WHERE body IS NOT NULL AND (finished >= $1 OR id IN (\(Session.newestBundles)))
                ORDER BY finished DESC, vantage
                """
            return try session.rows(sql, [.init(instant)]).map { row in
                KeptBundle(
                    vantage: try row[0],
                    started: Date(second: try row[1]),
                    finished: Date(second: try row[2]),
                    imported: Date(second: try row[3]),
                    bytes: try row[4],
                    signature: try row[5]
                )
            }
        }
    }
}

extension Session {
    /// Ends are strictly rising, so the last that came is the newest.
    fileprivate static let newestBundles = "SELECT max(id) FROM bundle GROUP BY vantage"

    /// Drops the bytes of bundles that ended before the instant, but for the newest of each vantage.
    func pruneBundles(before instant: Date) throws {
        try run(
            """
            UPDATE bundle SET body = NULL
            WHERE body IS NOT NULL AND finished < $1 AND id NOT IN (\(Self.newestBundles))
            """,
            [.init(instant)]
        )
    }
}
#endif
