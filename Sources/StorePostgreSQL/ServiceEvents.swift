// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Facts
internal import Foundation
package import Model
package import Store
internal import StoreRecords

extension Schema {
    /// Version 6: what happened to the service itself, and which visits were taken over from an earlier cycle.
    static let serviceTables =
        """
        CREATE TABLE event (
            id BIGINT PRIMARY KEY,
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            cycle BIGINT REFERENCES cycle,
            body BYTEA NOT NULL
        );
        CREATE TABLE carried (
            visit BIGINT PRIMARY KEY REFERENCES visit
        );

        """
        + ["event", "carried"].map(appendOnly).joined()
}

extension PostgreSQLStore {
    package func note(_ event: ServiceEvent) async throws(StoreError) {
        _ = try await write { session in
            try session.run(
                """
                INSERT INTO event (id, at, kind, cycle, body)
                SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4 FROM event
                """,
                [
                    .init(event.at), .text(event.kind.rawValue), .init(event.cycle),
                    .bytes(try CanonicalJSON.encode(event.lines)),
                ]
            )
        }
    }

    package func events(of kinds: Set<ServiceEvent.Kind>, in cycle: Cycle.ID?, limit: Int)
        async throws(StoreError) -> [ServiceEvent]
    {
        try await read { session in
            let sql = """
                SELECT at, kind, cycle, body FROM event
                WHERE \(StoredEvent.condition(on: kinds)) AND ($1::BIGINT IS NULL OR cycle = $1::BIGINT)
                ORDER BY id DESC LIMIT $2
                """
            return try session.rows(sql, [.init(cycle), .integer(Int64(max(0, limit)))]).map { row in
                let name: String = try row[1]
                guard let kind = ServiceEvent.Kind(rawValue: name) else {
                    throw StoreError.damaged(reason: "there is no event of the kind \(name)")
                }
                return ServiceEvent(
                    at: Date(second: try row[0]),
                    kind: kind,
                    cycle: try row[2],
                    lines: try CanonicalJSON.decode([String].self, from: try row[3])
                )
            }
        }
    }
}
#endif
