// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import GRDB
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func record(_ report: ReportRecord) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO report (cycle, written, format, path, sha256) VALUES (?, ?, ?, ?, ?)",
                arguments: [report.cycle, report.written.second, report.format, report.path, report.sha256]
            )
        }
    }

    package func reports(limit: Int) async throws(StoreError) -> [ReportRecord] {
        try await read { database in
            let sql = "SELECT cycle, written, format, path, sha256 FROM report ORDER BY id DESC LIMIT ?"
            return try Row.fetchAll(database, sql: sql, arguments: [max(0, limit)]).map { row in
                ReportRecord(
                    cycle: row[0],
                    written: Date(second: row[1]),
                    format: row[2],
                    path: row[3],
                    sha256: row[4]
                )
            }
        }
    }

    package func statistics() async throws(StoreError) -> StoreStatistics {
        let bytes = ["", "-wal"].reduce(Int64(0)) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
        return try await read { database in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            // Rows that triggers keep and that are numbered one after another: the last number is how many there are.
            func last(of table: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT max(id) FROM \(table)") ?? 0
            }
            return StoreStatistics(
                schemaVersion: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                bytes: bytes,
                cycles: try count("cycle"),
                measurements: try last(of: "visit"),
                facts: try last(of: "fact"),
                findings: try count("finding"),
                transitions: try last(of: "transition")
            )
        }
    }

    package func prune(before instant: Date) async throws(StoreError) -> Int {
        let dropped = try await write { database in
            try database.execute(
                sql: """
                    UPDATE fact SET body = NULL WHERE body IS NOT NULL AND id NOT IN (
                        SELECT fact FROM manifest_fact WHERE manifest IN (
                            SELECT manifest FROM visit WHERE cycle IN (
                                SELECT id FROM cycle WHERE started >= ? OR state = 'open'
                                UNION SELECT max(id) FROM cycle WHERE state = 'closed')))
                    """,
                arguments: [instant.second]
            )
            let dropped = database.changesCount
            try Self.pruneBundles(database, before: instant)
            try Self.pruneOutbox(database, before: instant)
            return dropped
        }
        await emptyLog()
        return dropped
    }
}
