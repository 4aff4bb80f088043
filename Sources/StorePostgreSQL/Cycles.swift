// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Facts
package import Foundation
package import Model
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func open(_ plan: CyclePlan) async throws(StoreError) -> Cycle {
        try await write { session in
            if let open = try Cycle.open(in: session) {
                throw StoreError.refused(
                    reason: "cycle \(open.id) is still open; resume it or give it up first"
                )
            }
            let estate = try session.keep(try CanonicalJSON.encode(plan.estate), in: .estate)
            try session.run(
                """
                INSERT INTO cycle (id, started, state, estate, vantage, tool)
                SELECT coalesce(max(id), 0) + 1, $1, 'open', $2, $3, $4 FROM cycle
                """,
                [.init(plan.started), .integer(estate), .text(plan.vantage), .text(plan.toolVersion)]
            )
            guard let cycle = try Cycle.open(in: session) else {
                throw StoreError.damaged(reason: "a cycle that was just opened is not there")
            }
            return cycle
        }
    }

    package func openCycle() async throws(StoreError) -> Cycle? {
        try await read { session in try Cycle.open(in: session) }
    }

    package func close(_ cycle: Cycle, at finished: Date, posture: Posture) async throws(StoreError) {
        try await write { session in
            try session.requireOpen(cycle)
            try session.keep(posture, of: cycle.id)
            try session.run(
                "UPDATE cycle SET state = 'closed', finished = $1 WHERE id = $2",
                [.init(finished), .integer(cycle.id)]
            )
        }
    }

    package func abandon(_ cycle: Cycle, at finished: Date, because reason: String) async throws(StoreError) {
        try await write { session in
            try session.requireOpen(cycle)
            try session.run(
                "UPDATE cycle SET state = 'abandoned', finished = $1, reason = $2 WHERE id = $3",
                [.init(finished), .text(reason), .integer(cycle.id)]
            )
        }
    }

    package func cycles(limit: Int) async throws(StoreError) -> [Cycle] {
        try await read { session in
            let tail = "WHERE state = 'closed' ORDER BY cycle.id DESC LIMIT $1"
            return try Cycle.fetch(in: session, tail, [.integer(Int64(max(0, limit)))])
        }
    }

    package func estate(of cycle: Cycle) async throws(StoreError) -> Estate {
        try await read { session in try session.estate(of: cycle.id) }
    }
}

extension Cycle {
    static func open(in session: Session) throws -> Cycle? {
        try fetch(in: session, "WHERE state = 'open'").first
    }

    static func newestClosed(in session: Session) throws -> Cycle.ID? {
        try session.value("SELECT max(id) FROM cycle WHERE state = 'closed'")
    }

    static func fetch(in session: Session, _ tail: String, _ arguments: [StoredValue] = []) throws -> [Cycle]
    {
        let sql = """
            SELECT cycle.id, started, finished, estate.hash, vantage, tool
            FROM cycle JOIN estate ON estate.id = cycle.estate \(tail)
            """
        return try session.rows(sql, arguments).map { row in
            let finished: Int64? = try row[2]
            let estate: Data = try row[3]
            return Cycle(
                id: try row[0],
                started: Date(second: try row[1]),
                finished: finished.map(Date.init(second:)),
                estateSHA256: estate.hex,
                vantage: try row[4],
                toolVersion: try row[5]
            )
        }
    }
}

extension Session {
    func estate(of cycle: Cycle.ID) throws -> Estate {
        let sql = "SELECT body FROM cycle JOIN estate ON estate.id = cycle.estate WHERE cycle.id = $1"
        guard let body: Data = try value(sql, [.integer(cycle)]) else {
            throw StoreError.refused(reason: "there is no cycle \(cycle)")
        }
        return try CanonicalJSON.decode(Estate.self, from: body)
    }

    func requireOpen(_ cycle: Cycle) throws {
        let state: String? = try value("SELECT state FROM cycle WHERE id = $1", [.integer(cycle.id)])
        guard let state else { throw StoreError.refused(reason: "there is no cycle \(cycle.id)") }
        guard state == "open" else { throw StoreError.refused(reason: "cycle \(cycle.id) is \(state)") }
    }
}
#endif
