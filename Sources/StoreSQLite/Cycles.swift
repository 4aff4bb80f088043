// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import GRDB
package import Model
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func open(_ plan: CyclePlan) async throws(StoreError) -> Cycle {
        try await write { database in
            if let open = try Cycle.open(in: database) {
                throw StoreError.refused(
                    reason: "cycle \(open.id) is still open; resume it or give it up first"
                )
            }
            let body = try CanonicalJSON.encode(plan.estate)
            let estate = try database.keep(body, in: .estate)
            try database.execute(
                sql: "INSERT INTO cycle (started, state, estate, vantage, tool) VALUES (?, 'open', ?, ?, ?)",
                arguments: [plan.started.second, estate, plan.vantage, plan.toolVersion]
            )
            guard let cycle = try Cycle.open(in: database) else {
                throw StoreError.damaged(reason: "a cycle that was just opened is not there")
            }
            return cycle
        }
    }

    package func openCycle() async throws(StoreError) -> Cycle? {
        try await read { database in try Cycle.open(in: database) }
    }

    package func close(_ cycle: Cycle, at finished: Date, posture: Posture) async throws(StoreError) {
        try await write { database in
            try database.requireOpen(cycle)
            try database.keep(posture, of: cycle.id)
            try database.execute(
                sql: "UPDATE cycle SET state = 'closed', finished = ? WHERE id = ?",
                arguments: [finished.second, cycle.id]
            )
        }
        await emptyLog()
    }

    package func abandon(_ cycle: Cycle, at finished: Date, because reason: String) async throws(StoreError) {
        try await write { database in
            try database.requireOpen(cycle)
            try database.execute(
                sql: "UPDATE cycle SET state = 'abandoned', finished = ?, reason = ? WHERE id = ?",
                arguments: [finished.second, reason, cycle.id]
            )
        }
    }

    package func cycles(limit: Int) async throws(StoreError) -> [Cycle] {
        try await read { database in
            let tail = "WHERE state = 'closed' ORDER BY cycle.id DESC LIMIT ?"
            return try Cycle.fetch(in: database, tail, [max(0, limit)])
        }
    }

    package func estate(of cycle: Cycle) async throws(StoreError) -> Estate {
        try await read { database in try database.estate(of: cycle.id) }
    }
}

extension Cycle {
    static func open(in database: Database) throws -> Cycle? {
        try fetch(in: database, "WHERE state = 'open'").first
    }

    static func newestClosed(in database: Database) throws -> Cycle.ID? {
        try Int64.fetchOne(database, sql: "SELECT max(id) FROM cycle WHERE state = 'closed'")
    }

    static func fetch(in database: Database, _ tail: String, _ arguments: StatementArguments = []) throws
        -> [Cycle]
    {
        let sql = """
            SELECT cycle.id, started, finished, estate.hash, vantage, tool
            FROM cycle JOIN estate ON estate.id = cycle.estate \(tail)
            """
        return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            Cycle(
                id: row[0],
                started: Date(second: row[1]),
                finished: (row[2] as Int64?).map(Date.init(second:)),
                estateSHA256: (row[3] as Data).hex,
                vantage: row[4],
                toolVersion: row[5]
            )
        }
    }
}

extension Database {
    func estate(of cycle: Cycle.ID) throws -> Estate {
        let sql = "SELECT body FROM cycle JOIN estate ON estate.id = cycle.estate WHERE cycle.id = ?"
        guard let body = try Data.fetchOne(self, sql: sql, arguments: [cycle]) else {
            throw StoreError.refused(reason: "there is no cycle \(cycle)")
        }
        return try CanonicalJSON.decode(Estate.self, from: body)
    }

    func requireOpen(_ cycle: Cycle) throws {
        let sql = "SELECT state FROM cycle WHERE id = ?"
        let state = try String.fetchOne(self, sql: sql, arguments: [cycle.id])
        guard let state else { throw StoreError.refused(reason: "there is no cycle \(cycle.id)") }
        guard state == "open" else { throw StoreError.refused(reason: "cycle \(cycle.id) is \(state)") }
    }
}
