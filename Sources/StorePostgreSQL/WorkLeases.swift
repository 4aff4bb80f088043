// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Facts
internal import Foundation
package import Model
package import Store
internal import StoreRecords

extension Schema {
    /// The work of the open cycle.
    ///
    /// Who holds what is no record: it is neither signed nor copied, and has no version.
    static let workTable = """
        CREATE TABLE IF NOT EXISTS chancery_work (
            cycle BIGINT NOT NULL,
            number BIGINT NOT NULL,
            endpoints TEXT NOT NULL,
            addresses TEXT NOT NULL,
            size BIGINT NOT NULL,
            turn BIGINT NOT NULL DEFAULT 0,
            worker TEXT,
            name TEXT,
            until TIMESTAMPTZ,
            done BOOLEAN NOT NULL DEFAULT false,
            PRIMARY KEY (cycle, number)
        );
        """
}

/// Leases of bunches; held, prolonged and lost by the server's clock, as the right to write is.
extension PostgreSQLStore: FleetStore {
    package func lead() async throws(StoreError) -> String? {
        guard !isLeading else { return nil }
        // Most often somebody does, and then nothing is locked.
        let others = "SELECT name FROM chancery_writer WHERE until >= clock_timestamp()"
        if let holder: String = try await read({ session in try session.value(others) }) { return holder }
        let holder = try await work(.alone) { session, lease in
            try lease.tryTake(session) ? nil : try lease.holder(session) ?? "another process"
        }
        if holder == nil { leads(true) }
        return holder
    }

    package func divide(_ cycle: Cycle, into bunches: [WorkBunch]) async throws(StoreError) {
        try await write { session in
            try session.requireOpen(cycle)
            guard try !session.isDivided(cycle) else { return }
            try session.script("DELETE FROM chancery_work")
            for (number, bunch) in bunches.enumerated() {
                try session.run(
                    """
                    INSERT INTO chancery_work (cycle, number, endpoints, addresses, size)
                    VALUES ($1, $2, $3, $4, $5)
                    """,
                    [
                        .integer(cycle.id), .integer(Int64(number)),
                        .text(try CanonicalJSON.text(bunch.endpoints)),
                        .text(try CanonicalJSON.text(bunch.addresses.map(\.description).sorted())),
                        .integer(Int64(bunch.endpoints.count)),
                    ]
                )
            }
        }
    }

    package func isDivided(_ cycle: Cycle) async throws(StoreError) -> Bool {
        try await read { session in try session.isDivided(cycle) }
    }

    package func claimWork(in cycle: Cycle) async throws(StoreError) -> WorkClaim? {
        try await work { session, lease in
            let free = """
                SELECT number, turn, endpoints, addresses, name FROM chancery_work
                WHERE cycle = $1 AND NOT done AND (until IS NULL OR until < clock_timestamp())
                AND EXISTS (SELECT 1 FROM cycle WHERE id = $1 AND state = 'open')
                ORDER BY number LIMIT 1 FOR UPDATE OF chancery_work SKIP LOCKED
                """
            guard let row = try session.row(free, [.integer(cycle.id)]) else { return nil }
            let key = WorkClaim.Key(cycle: cycle.id, number: try row[0], turn: try row[1] + 1)
            try session.run(
                """
                UPDATE chancery_work SET turn = $3, worker = $4, name = $5,
                until = clock_timestamp() + $6::bigint * interval '1 second' WHERE cycle = $1 AND number = $2
                """,
                key.values + [.text(lease.writer), .text(lease.name), .integer(WriterLease.length)]
            )
            let endpoints: String = try row[2]
            let addresses = try CanonicalJSON.decode([String].self, from: Data((try row[3] as String).utf8))
            return WorkClaim(
                key: key,
                bunch: WorkBunch(
                    endpoints: try CanonicalJSON.decode([String].self, from: Data(endpoints.utf8)),
                    addresses: Set(addresses.compactMap { IPAddress($0) })
                ),
                visited: try session.visited(of: endpoints, in: cycle),
                lost: try row[4]
            )
        }
    }

    package func prolong(_ claims: Set<WorkClaim.Key>) async throws(StoreError) -> Set<WorkClaim.Key> {
        try await work { session, lease in
            // In one order, so that no two calls wait for each other.
            let keys = claims.sorted { ($0.cycle, $0.number) < ($1.cycle, $1.number) }
            return Set(
                try keys.filter { key in
                    try session.run(
                        """
                        UPDATE chancery_work SET until = clock_timestamp() + $5::bigint * interval '1 second'
                        WHERE \(Session.isHeld)
                        """,
                        key.values + [.text(lease.writer), .integer(WriterLease.length)]
                    ) == 1
                }
            )
        }
    }

    package func settle(_ claim: WorkClaim.Key, isDone: Bool) async throws(StoreError) {
        _ = try await work { session, lease in
            // Who gives it back undone leaves no name behind: nothing was lost.
            try session.run(
                """
                UPDATE chancery_work SET until = NULL, worker = NULL, done = $5::bigint = 1,
                name = CASE WHEN $5::bigint = 1 THEN name END WHERE \(Session.isHeld)
                """,
                claim.values + [.text(lease.writer), .init(isDone)]
            )
        }
    }

    package func record(_ visit: Visit, under claim: WorkClaim.Key) async throws(StoreError) -> Bool {
        try await work(.beside) { session, lease in
            // Until this transaction ends, nobody can take the bunch over: a claim passes over what is locked.
            let held = """
                SELECT endpoints FROM chancery_work WHERE \(Session.isHeld)
                AND EXISTS (SELECT 1 FROM cycle WHERE id = $1 AND state = 'open') FOR KEY SHARE OF chancery_work
                """
            let holding: String? = try session.value(held, claim.values + [.text(lease.writer)])
            guard let holding else { return false }
            guard let endpoint = visit.subject.endpointID, try session.holds(holding, endpoint) else {
                throw StoreError.refused(reason: "\(visit.subject) is no part of bunch \(claim.number)")
            }
            _ = try session.keep(visit, in: claim.cycle)
            return true
        }
    }

    package func sharedProgress(of cycle: Cycle) async throws(StoreError) -> SharedProgress {
        try await read { session in
            let visits = """
                FROM visit JOIN subject ON subject.id = visit.subject
                WHERE cycle = $1 AND scope = 'endpoint'
                AND NOT EXISTS (SELECT 1 FROM carried WHERE carried.visit = visit.id)
                """
            let key: [StoredValue] = [.integer(cycle.id)]
            let unfinished = "SELECT count(*) FROM chancery_work WHERE cycle = $1 AND NOT done"
            let claimable = "\(unfinished) AND (until IS NULL OR until < clock_timestamp())"
            return SharedProgress(
                endpoints: try session.value("SELECT count(*) \(visits)", key) ?? 0,
                last: try session.value("SELECT name \(visits) ORDER BY visit.id DESC LIMIT 1", key),
                unfinished: try session.value(unfinished, key) ?? 0,
                claimable: try session.value(claimable, key) ?? 0
            )
        }
    }

    package func workShares() async throws(StoreError) -> [WorkShare] {
        try await read { session in
            // A store that no daemon of this version wrote to has no such table yet.
            let isThere = "SELECT to_regclass('chancery_work') IS NOT NULL"
            guard try session.value(isThere) == true else { return [] }
            let sql = """
                SELECT name, coalesce(sum(size) FILTER (WHERE NOT done), 0)::bigint,
                coalesce(sum(size) FILTER (WHERE done), 0)::bigint
                FROM chancery_work WHERE (done OR until >= clock_timestamp()) AND name IS NOT NULL
                AND cycle IN (SELECT id FROM cycle WHERE state = 'open') GROUP BY name ORDER BY name
                """
            return try session.rows(sql).map { row in
                WorkShare(worker: try row[0], held: try row[1], done: try row[2])
            }
        }
    }
}

extension WorkClaim.Key {
    fileprivate var values: [StoredValue] { [.integer(cycle), .integer(number), .integer(turn)] }
}

extension Session {
    /// Whether the claim of cycle, number, turn and worker (`$1` to `$4`) is held.
    fileprivate static let isHeld = """
        cycle = $1 AND number = $2 AND turn = $3 AND worker = $4 AND NOT done AND until >= clock_timestamp()
        """

    fileprivate func isDivided(_ cycle: Cycle) throws -> Bool {
        try value("SELECT EXISTS (SELECT 1 FROM chancery_work WHERE cycle = $1)", [.integer(cycle.id)])
            ?? false
    }

    /// - Parameter endpoints: JSON of their ids.
    fileprivate func visited(of endpoints: String, in cycle: Cycle) throws -> Set<Subject> {
        let sql = """
            SELECT scope, name FROM visit JOIN subject ON subject.id = visit.subject
            WHERE cycle = $1 AND endpoint IN (\(SQLList.texts("$2")))
            """
        let rows = try rows(sql, [.integer(cycle.id), .text(endpoints)])
        return Set(try rows.map { row in try Subject(scope: try row[0], name: try row[1]) })
    }

    fileprivate func holds(_ endpoints: String, _ endpoint: String) throws -> Bool {
        try CanonicalJSON.decode([String].self, from: Data(endpoints.utf8)).contains(endpoint)
    }
}
#endif
