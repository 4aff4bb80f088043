// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Foundation
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func record(_ report: ReportRecord) async throws(StoreError) {
        _ = try await write { session in
            try session.run(
                """
                INSERT INTO report (id, cycle, written, format, path, sha256)
                SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5 FROM report
                """,
                [
                    .integer(report.cycle), .init(report.written), .text(report.format), .text(report.path),
                    .text(report.sha256),
                ]
            )
        }
    }

    package func reports(limit: Int) async throws(StoreError) -> [ReportRecord] {
        try await read { session in
            let sql = "SELECT cycle, written, format, path, sha256 FROM report ORDER BY id DESC LIMIT $1"
            return try session.rows(sql, [.integer(Int64(max(0, limit)))]).map { row in
                ReportRecord(
                    cycle: try row[0],
                    written: Date(second: try row[1]),
                    format: try row[2],
                    path: try row[3],
                    sha256: try row[4]
                )
            }
        }
    }

    package func statistics() async throws(StoreError) -> StoreStatistics {
        try await read { session in
            func count(_ table: String) throws -> Int {
                try session.value("SELECT count(*) FROM \(table)") ?? 0
            }
            return StoreStatistics(
                schemaVersion: try session.value("SELECT version FROM chancery_store") ?? 0,
                bytes: try session.value("SELECT pg_database_size(current_database())") ?? 0,
                cycles: try count("cycle"),
                measurements: try count("visit"),
                facts: try count("fact"),
                findings: try count("finding"),
                transitions: try count("transition")
            )
        }
    }

    package func prune(before instant: Date) async throws(StoreError) -> Int {
        try await write { session in
            let dropped = try session.run(
                """
                UPDATE fact SET body = NULL WHERE body IS NOT NULL AND id NOT IN (
                    SELECT fact FROM manifest_fact WHERE manifest IN (
                        SELECT manifest FROM visit WHERE cycle IN (
                            SELECT id FROM cycle WHERE started >= $1 OR state = 'open'
                            UNION SELECT max(id) FROM cycle WHERE state = 'closed')))
                """,
                [.init(instant)]
            )
            try session.pruneBundles(before: instant)
            try session.pruneOutbox(before: instant)
            return dropped
        }
    }
}
#endif
