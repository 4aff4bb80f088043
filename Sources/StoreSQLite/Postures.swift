// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import GRDB
package import Model
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func posture(of cycle: Cycle.ID?, withItems: Bool) async throws(StoreError) -> Posture? {
        try await read { database in
            let newest = "SELECT max(cycle) FROM posture"
            guard let cycle = try cycle ?? Int64.fetchOne(database, sql: newest) else { return nil }
            return try database.posture(of: cycle, withItems: withItems)
        }
    }

    package func tally(of cycle: Cycle.ID) async throws(StoreError) -> PostureTally? {
        try await read { database in try database.tally(of: cycle) }
    }

    package func lastModelChange(since instant: Date) async throws(StoreError)
        -> (before: Cycle.ID, after: Cycle.ID)?
    {
        try await read { database in
            let sql = """
                SELECT cycle, started, json_extract(CAST(record AS TEXT), '$.model.sha256')
                FROM posture JOIN cycle ON cycle.id = posture.cycle ORDER BY cycle DESC
                """
            let rows = try Row.fetchCursor(database, sql: sql)
            var later: (cycle: Cycle.ID, model: String)?
            while let row = try rows.next() {
                let model: String = row[2]
                if let later, later.model != model { return (row[0], later.cycle) }
                // No later one is old enough to end the search, but none before it can be the later of two.
                guard (row[1] as Int64) >= instant.second else { return nil }
                later = (row[0], model)
            }
            return nil
        }
    }

    package func keepModel(_ file: [UInt8]) async throws(StoreError) {
        try await write { database in _ = try database.keep(Data(file), in: .posturePart) }
    }

    package func model(sha256: String) async throws(StoreError) -> [UInt8]? {
        try await read { database in try database.part(sha256).map { [UInt8]($0) } }
    }
}

extension Database {
    /// How many postures keep their items: the newest, and the one it is compared with.
    private static let posturesWithItems = 2

    func keep(_ posture: Posture, of cycle: Cycle.ID) throws {
        let rows = try TrackedRow.fetch(in: self, "WHERE standing.cycle = ?", [cycle])
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
        try execute(
            sql: "INSERT INTO posture (cycle, record) VALUES (?, ?)",
            arguments: [cycle, try CanonicalJSON.encode(record)]
        )
        try execute(
            sql: """
                DELETE FROM posture_items WHERE cycle NOT IN
                (SELECT cycle FROM posture_items ORDER BY cycle DESC LIMIT ?)
                """,
            arguments: [Self.posturesWithItems - 1]
        )
        try execute(
            sql: "INSERT INTO posture_items (cycle, body) VALUES (?, ?)",
            arguments: [cycle, items]
        )
    }

    fileprivate func posture(of cycle: Cycle.ID, withItems: Bool) throws -> Posture? {
        let find = "SELECT record FROM posture WHERE cycle = ?"
        guard let bytes = try Data.fetchOne(self, sql: find, arguments: [cycle]) else { return nil }
        let record = try CanonicalJSON.decode(PostureRecord.self, from: bytes)
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

    fileprivate func tally(of cycle: Cycle.ID) throws -> PostureTally? {
        let find = "SELECT record FROM posture WHERE cycle = ?"
        guard let bytes = try Data.fetchOne(self, sql: find, arguments: [cycle]) else { return nil }
        let record = try CanonicalJSON.decode(PostureRecord.self, from: bytes)
        return try record.tallySHA256.map { try part(PostureTally.self, $0).orDamaged(cycle) }
    }

    /// Empty for a cycle whose items are no longer kept.
    private func items(of cycle: Cycle.ID) throws -> [RiskItem] {
        let find = "SELECT body FROM posture_items WHERE cycle = ?"
        guard let body = try Data.fetchOne(self, sql: find, arguments: [cycle]) else { return [] }
        let record = try CanonicalJSON.decode(ItemsRecord.self, from: body)
        return try record.items { transitions in try TrackedRow.fetch(in: self, transitions) }
            .orDamaged(cycle)
    }

    private func keys(of numbers: Set<Int64>) throws -> [Int64: FindingKey] {
        let sql = """
            SELECT number, check_id, scope, name FROM finding JOIN subject ON subject.id = finding.subject
            WHERE number IN (SELECT value FROM json_each(?))
            """
        let rows = try Row.fetchAll(self, sql: sql, arguments: [try CanonicalJSON.text(numbers.sorted())])
        let keys = try rows.map { row in
            (row[0] as Int64, FindingKey(check: row[1], subject: try Subject(scope: row[2], name: row[3])))
        }
        return Dictionary(keys) { first, _ in first }
    }

    /// Keeps the canonical bytes of a value once; returns their SHA-256.
    private func keepPart(_ value: some Encodable) throws -> String {
        let body = try CanonicalJSON.encode(value)
        _ = try keep(body, in: .posturePart)
        return body.sha256.hex
    }

    private func part<Value: Decodable>(_ type: Value.Type, _ sha256: String) throws -> Value? {
        try part(sha256).map { body in try CanonicalJSON.decode(type, from: body) }
    }

    fileprivate func part(_ sha256: String) throws -> Data? {
        let sql = "SELECT body FROM posture_part WHERE lower(hex(hash)) = ?"
        return try Data.fetchOne(self, sql: sql, arguments: [sha256])
    }
}

extension Optional where Wrapped: Sendable {
    /// The value, or the error that a posture does not hang together.
    fileprivate func orDamaged(_ cycle: Cycle.ID) throws(StoreError) -> Wrapped {
        guard let self else { throw .damaged(reason: "the posture of cycle \(cycle) is incomplete") }
        return self
    }
}
