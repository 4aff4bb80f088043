// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
package import Model
package import Proof
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func unsealedCycles() async throws(StoreError) -> [Cycle.ID] {
        try await read { database in
            let sql =
                "SELECT id FROM cycle WHERE state <> 'open' AND id NOT IN (SELECT cycle FROM seal) ORDER BY id"
            return try Int64.fetchAll(database, sql: sql)
        }
    }

    package func records(of cycle: Cycle.ID, after logs: [String: Int64], through end: [String: Int64]?)
        async throws(StoreError) -> CycleRecords
    {
        try await read { database in
            try CycleLedger(DatabaseQueries(database: database), cycle: cycle).records(
                after: logs,
                through: end
            )
        }
    }

    package func seal(_ cycle: Cycle.ID, with head: SealedHead, leaves: [[UInt8]]) async throws(StoreError) {
        try await write { database in
            let open =
                "SELECT min(id) FROM cycle WHERE state <> 'open' AND id NOT IN (SELECT cycle FROM seal)"
            guard try Int64.fetchOne(database, sql: open) == cycle else {
                throw StoreError.refused(reason: "cycle \(cycle) is not the next that is to be sealed")
            }
            try database.execute(
                sql: "INSERT INTO seal (cycle, head, signature, leaves) VALUES (?, ?, ?, ?)",
                arguments: [cycle, head.bytes, head.signature, Data(leaves.joined())]
            )
        }
    }

    package func seals() async throws(StoreError) -> [CycleSeal] {
        try await read { database in
            let sql = "SELECT cycle, head, signature FROM seal ORDER BY cycle"
            return try Row.fetchAll(database, sql: sql).map { row in
                CycleSeal(cycle: row[0], head: SealedHead(bytes: row[1], signature: row[2]))
            }
        }
    }

    package func leaves(of cycle: Cycle.ID) async throws(StoreError) -> [[UInt8]]? {
        try await read { database in
            let sql = "SELECT leaves FROM seal WHERE cycle = ?"
            guard let bytes = try Data.fetchOne(database, sql: sql, arguments: [cycle]) else { return nil }
            let all = Array(bytes)
            return stride(from: 0, to: all.count, by: 32).map { Array(all[$0..<min($0 + 32, all.count)]) }
        }
    }

    package func provableRecords(through cycle: Cycle.ID) async throws(StoreError) -> ProvableRecords {
        try await read { database in
            let sql = """
                SELECT finding, cycle, record FROM transition
                WHERE id IN (SELECT max(id) FROM transition WHERE cycle <= ? GROUP BY finding)
                ORDER BY cycle, id
                """
            let transitions = try Row.fetchAll(database, sql: sql, arguments: [cycle]).map { row in
                ProvableRecords.Transition(finding: row[0], cycle: row[1], bytes: row[2])
            }
            let find = "SELECT record FROM posture WHERE cycle = ?"
            return ProvableRecords(
                transitions: transitions,
                posture: try Data.fetchOne(database, sql: find, arguments: [cycle])
            )
        }
    }

    package func introduce(_ key: SealedKey) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO signing_key (record, signature) VALUES (?, ?)",
                arguments: [key.bytes, key.signature]
            )
        }
    }

    package func signingKeys() async throws(StoreError) -> [SealedKey] {
        try await read { database in
            let sql = "SELECT record, signature FROM signing_key ORDER BY id"
            return try Row.fetchAll(database, sql: sql).map { SealedKey(bytes: $0[0], signature: $0[1]) }
        }
    }
}
