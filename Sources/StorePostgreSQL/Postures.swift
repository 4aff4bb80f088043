// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Facts
package import Foundation
package import Model
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func posture(of cycle: Cycle.ID?, withItems: Bool) async throws(StoreError) -> Posture? {
        try await read { session in
            guard let cycle = try cycle ?? session.value("SELECT max(cycle) FROM posture") else { return nil }
            return try session.posture(of: cycle, withItems: withItems)
        }
    }

    package func tally(of cycle: Cycle.ID) async throws(StoreError) -> PostureTally? {
        try await read { session in
            try session.postureRecord(of: cycle)?.tallySHA256.map { sha256 in
                try session.part(PostureTally.self, sha256).orDamaged(cycle)
            }
        }
    }

    package func lastModelChange(since instant: Date) async throws(StoreError)
        -> (before: Cycle.ID, after: Cycle.ID)?
    {
        try await read { session in
            let sql = """
                SELECT cycle, started, convert_from(record, 'UTF8')::json -> 'model' ->> 'sha256'
                FROM posture JOIN cycle ON cycle.id = posture.cycle
                WHERE cycle >= coalesce((
                    SELECT max(cycle) FROM posture JOIN cycle ON cycle.id = posture.cycle WHERE started < $1
                ), 0)
                ORDER BY cycle DESC
                """
            var later: (cycle: Cycle.ID, model: String)?
            for row in try session.rows(sql, [.init(instant)]) {
                let model: String = try row[2]
                if let later, later.model != model { return (try row[0], later.cycle) }
                // No later one is old enough to end the search, but none before it can be the later of two.
                guard try row[1] >= instant.second else { return nil }
                later = (try row[0], model)
            }
            return nil
        }
    }

    package func keepModel(_ file: [UInt8]) async throws(StoreError) {
        try await write { session in _ = try session.keep(Data(file), in: .posturePart) }
    }

    package func model(sha256: String) async throws(StoreError) -> [UInt8]? {
        try await read { session in try session.part(sha256).map { [UInt8]($0) } }
    }
}

extension Session {
    /// How many postures keep their items: the newest, and the one it is compared with.
    private static let posturesWithItems: Int64 = 2

    func keep(_ posture: Posture, of cycle: Cycle.ID) throws {
        let rows = try TrackedRow.fetch(in: self, "WHERE standing.cycle = $1", [.integer(cycle)])
        let tracked = Dictionary(rows.map { ($0.tracked.finding.key, $0) }) { first, _ in first }
        let items = try CanonicalJSON.encode(ItemsRecord(posture.items, tracked: tracked))
        let record = PostureRecord(
            posture,
            attestationsSHA256: try keepPart(posture.attestations),
            acceptancesSHA256: try keepPart(posture.acceptances),
            disputesSHA256: try keepPart(posture.disputes),
            itemsSHA256: items.sha256.hex,
            tallySHA256: try keepPart(PostureTally(posture, of: try estate(of: cycle))),
            numbers: tracked.mapValues(\.tracked.number)
        )
        try run(
            "INSERT INTO posture (cycle, record) VALUES ($1, $2)",
            [.integer(cycle), .bytes(try CanonicalJSON.encode(record))]
        )
        try run(
            """
            DELETE FROM posture_items WHERE cycle NOT IN
            (SELECT cycle FROM posture_items ORDER BY cycle DESC LIMIT $1)
            """,
            [.integer(Self.posturesWithItems - 1)]
        )
        try run(
            "INSERT INTO posture_items (cycle, body) VALUES ($1, $2)",
            [.integer(cycle), .bytes(items)]
        )
    }

    fileprivate func postureRecord(of cycle: Cycle.ID) throws -> PostureRecord? {
        let bytes: Data? = try value("SELECT record FROM posture WHERE cycle = $1", [.integer(cycle)])
        return try bytes.map { try CanonicalJSON.decode(PostureRecord.self, from: $0) }
    }

    fileprivate func posture(of cycle: Cycle.ID, withItems: Bool) throws -> Posture? {
        guard let record = try postureRecord(of: cycle) else { return nil }
        let keys = try keys(of: record.numbers)
        return Posture(
            asOf: record.asOf,
            model: record.model,
            ministry: record.ministry,
            categories: record.categories,
            missions: try record.missions.mapValues { try $0.assessment(keys: keys).orDamaged(cycle) },
            endpoints: try record.endpoints.mapValues { try $0.assessment(keys: keys).orDamaged(cycle) },
            items: withItems ? try items(of: cycle) : [],
            attestations: try part([AttestationStanding].self, record.attestationsSHA256).orDamaged(cycle),
            acceptances: try part([AcceptanceStanding].self, record.acceptancesSHA256).orDamaged(cycle),
            disputes: try record.disputesSHA256.map { sha256 in
                try part([DisputeStanding].self, sha256).orDamaged(cycle)
            } ?? []
        )
    }

    /// Empty for a cycle whose items are no longer kept.
    private func items(of cycle: Cycle.ID) throws -> [RiskItem] {
        let find = "SELECT body FROM posture_items WHERE cycle = $1"
        guard let body: Data = try value(find, [.integer(cycle)]) else { return [] }
        let record = try CanonicalJSON.decode(ItemsRecord.self, from: body)
        return try record.items { transitions in try TrackedRow.fetch(in: self, transitions) }
            .orDamaged(cycle)
    }

    private func keys(of numbers: Set<Int64>) throws -> [Int64: FindingKey] {
        let sql = """
            SELECT number, check_id, scope, name FROM finding JOIN subject ON subject.id = finding.subject
            WHERE number IN (\(SQLList.numbers("$1")))
            """
        let keys = try rows(sql, [.text(try CanonicalJSON.text(numbers.sorted()))]).map { row in
            let subject = try Subject(scope: try row[2], name: try row[3])
            return (try row[0] as Int64, FindingKey(check: try row[1], subject: subject))
        }
        return Dictionary(keys) { first, _ in first }
    }

    /// Keeps the canonical bytes of a value once; returns their SHA-256.
    private func keepPart(_ value: some Encodable) throws -> String {
        let body = try CanonicalJSON.encode(value)
        _ = try keep(body, in: .posturePart)
        return body.sha256.hex
    }

    fileprivate func part<Value: Decodable>(_ type: Value.Type, _ sha256: String) throws -> Value? {
        try part(sha256).map { body in try CanonicalJSON.decode(type, from: body) }
    }

    fileprivate func part(_ sha256: String) throws -> Data? {
        try value("SELECT body FROM posture_part WHERE encode(hash, 'hex') = $1", [.text(sha256)])
    }
}

extension Optional where Wrapped: Sendable {
    /// The value, or the error that a posture does not hang together.
    fileprivate func orDamaged(_ cycle: Cycle.ID) throws(StoreError) -> Wrapped {
        guard let self else { throw .damaged(reason: "the posture of cycle \(cycle) is incomplete") }
        return self
    }
}
#endif
