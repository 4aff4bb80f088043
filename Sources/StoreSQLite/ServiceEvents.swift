// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
package import Model
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func note(_ event: ServiceEvent) async throws(StoreError) {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO event (at, kind, cycle, body) VALUES (?, ?, ?, ?)",
                arguments: [
                    event.at.second, event.kind.rawValue, event.cycle, try CanonicalJSON.encode(event.lines),
                ]
            )
        }
    }

    package func events(of kinds: Set<ServiceEvent.Kind>, in cycle: Cycle.ID?, limit: Int)
        async throws(StoreError) -> [ServiceEvent]
    {
        try await read { database in
            let sql = """
                SELECT at, kind, cycle, body FROM event
                WHERE \(StoredEvent.condition(on: kinds)) AND (?1 IS NULL OR cycle = ?1)
                ORDER BY id DESC LIMIT ?2
                """
            return try Row.fetchAll(database, sql: sql, arguments: [cycle, max(0, limit)]).map { row in
                guard let kind = ServiceEvent.Kind(rawValue: row[1]) else {
                    throw StoreError.damaged(reason: "there is no event of the kind \(row[1] as String)")
                }
                return ServiceEvent(
                    at: Date(second: row[0]),
                    kind: kind,
                    cycle: row[2],
                    lines: try CanonicalJSON.decode([String].self, from: row[3])
                )
            }
        }
    }
}
