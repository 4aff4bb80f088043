// SPDX-License-Identifier: Apache-2.0
internal import GRDB
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func inconsistencies() async throws(StoreError) -> [String] {
        try await read { database in
            let damage = try String.fetchAll(database, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
            guard damage.isEmpty else { return damage.map { "the database is damaged: \($0)" } }
            let queries = DatabaseQueries(database: database)
            return try ContentConsistency(queries).faults() + HistoryConsistency(queries).faults()
        }
    }
}
