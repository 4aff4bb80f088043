// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Facts
internal import Foundation
internal import Model
internal import Store
internal import StoreRecords

/// The tables that keep canonical bytes once, under their SHA-256.
enum ContentTable: String {
    case estate, manifest
    case posturePart = "posture_part"
}

extension Session {
    /// Keeps bytes unless they are there already; returns their row.
    func keep(_ body: Data, in table: ContentTable) throws -> Int64 {
        let hash = body.sha256
        return try row(
            find: "SELECT id FROM \(table.rawValue) WHERE hash = $1",
            [.bytes(hash)],
            insert: "INSERT INTO \(table.rawValue) (hash, body) VALUES ($1, $2)",
            [.bytes(hash), .bytes(body)]
        )
    }

    /// The row of a subject, made where there is none.
    func row(of subject: Subject) throws -> Int64 {
        let key: [StoredValue] = [.text(subject.scope.rawValue), .text(subject.name)]
        return try row(
            find: "SELECT id FROM subject WHERE scope = $1 AND name = $2",
            key,
            insert: "INSERT INTO subject (scope, name, endpoint) VALUES ($1, $2, $3)",
            key + [.init(subject.endpointID)]
        )
    }

    /// Keeps a fact once, and its body again where retention dropped it.
    func keep(_ body: Data, of kind: FactKind, hash: Data) throws -> Int64 {
        if let known = try row("SELECT id, body IS NULL FROM fact WHERE hash = $1", [.bytes(hash)]) {
            let id: Int64 = try known[0]
            if try known[1] {
                try run("UPDATE fact SET body = $1 WHERE id = $2", [.bytes(body), .integer(id)])
            }
            return id
        }
        return try row(
            find: "SELECT id FROM fact WHERE hash = $1",
            [.bytes(hash)],
            insert: "INSERT INTO fact (hash, kind, body) VALUES ($1, $2, $3)",
            [.bytes(hash), .text(kind.description), .bytes(body)]
        )
    }

    /// The row that is found, or made; one that another call makes just then is waited for, and found.
    private func row(
        find: String,
        _ key: [StoredValue],
        insert: String,
        _ values: [StoredValue]
    ) throws -> Int64 {
        if let id: Int64 = try value(find, key) { return id }
        if let id: Int64 = try value("\(insert) ON CONFLICT DO NOTHING RETURNING id", values) { return id }
        guard let id: Int64 = try value(find, key) else {
            throw StoreError.damaged(reason: "a row that is there cannot be found")
        }
        return id
    }
}
#endif
