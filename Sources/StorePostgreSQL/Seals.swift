// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Foundation
package import Model
package import Proof
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    private static let unsealed = "FROM cycle WHERE state <> 'open' AND id NOT IN (SELECT cycle FROM seal)"

    package func unsealedCycles() async throws(StoreError) -> [Cycle.ID] {
        try await read { session in try session.values("SELECT id \(Self.unsealed) ORDER BY id") }
    }

    package func records(of cycle: Cycle.ID, after logs: [String: Int64], through end: [String: Int64]?)
        async throws(StoreError) -> CycleRecords
    {
        try await read { session in
            try CycleLedger(session, cycle: cycle).records(after: logs, through: end)
        }
    }

    package func seal(_ cycle: Cycle.ID, with head: SealedHead, leaves: [[UInt8]]) async throws(StoreError) {
        try await write { session in
            guard try session.value("SELECT min(id) \(Self.unsealed)") == cycle else {
                throw StoreError.refused(reason: "cycle \(cycle) is not the next that is to be sealed")
            }
            try session.run(
                "INSERT INTO seal (cycle, head, signature, leaves) VALUES ($1, $2, $3, $4)",
                [
                    .integer(cycle), .bytes(head.bytes), .bytes(head.signature),
                    .bytes(Data(leaves.joined())),
                ]
            )
        }
    }

    package func seals() async throws(StoreError) -> [CycleSeal] {
        try await read { session in
            try session.rows("SELECT cycle, head, signature FROM seal ORDER BY cycle").map { row in
                CycleSeal(cycle: try row[0], head: SealedHead(bytes: try row[1], signature: try row[2]))
            }
        }
    }

    package func leaves(of cycle: Cycle.ID) async throws(StoreError) -> [[UInt8]]? {
        try await read { session in
            let sql = "SELECT leaves FROM seal WHERE cycle = $1"
            guard let bytes: Data = try session.value(sql, [.integer(cycle)]) else { return nil }
            let all = Array(bytes)
            return stride(from: 0, to: all.count, by: 32).map { Array(all[$0..<min($0 + 32, all.count)]) }
        }
    }

    package func provableRecords(through cycle: Cycle.ID) async throws(StoreError) -> ProvableRecords {
        try await read { session in
            let sql = """
                SELECT finding, cycle, record FROM transition
                WHERE id IN (SELECT max(id) FROM transition WHERE cycle <= $1 GROUP BY finding)
                ORDER BY cycle, id
                """
            let transitions = try session.rows(sql, [.integer(cycle)]).map { row in
                ProvableRecords.Transition(finding: try row[0], cycle: try row[1], bytes: try row[2])
            }
            let find = "SELECT record FROM posture WHERE cycle = $1"
            return ProvableRecords(
                transitions: transitions,
                posture: try session.value(find, [.integer(cycle)])
            )
        }
    }

    package func introduce(_ key: SealedKey) async throws(StoreError) {
        _ = try await write { session in
            try session.run(
                """
                INSERT INTO signing_key (id, record, signature)
                SELECT coalesce(max(id), 0) + 1, $1, $2 FROM signing_key
                """,
                [.bytes(key.bytes), .bytes(key.signature)]
            )
        }
    }

    package func signingKeys() async throws(StoreError) -> [SealedKey] {
        try await read { session in
            try session.rows("SELECT record, signature FROM signing_key ORDER BY id").map { row in
                SealedKey(bytes: try row[0], signature: try row[1])
            }
        }
    }
}
#endif
