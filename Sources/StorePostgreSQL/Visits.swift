// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Facts
internal import Foundation
package import Model
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func record(_ measurement: Visit, in cycle: Cycle) async throws(StoreError) {
        try await write(.beside) { session in
            try session.requireOpen(cycle)
            _ = try session.keep(measurement, in: cycle.id)
        }
    }

    package func carry(_ visits: [Visit], into cycle: Cycle) async throws(StoreError) {
        try await write { session in
            try session.requireOpen(cycle)
            for visit in visits {
                guard let row = try session.keep(visit, in: cycle.id) else { continue }
                try session.run("INSERT INTO carried (visit) VALUES ($1)", [.integer(row)])
            }
        }
    }

    package func carriedSubjects(in cycle: Cycle.ID) async throws(StoreError) -> Set<Subject> {
        try await read { session in
            let sql = """
                SELECT scope, name FROM visit JOIN subject ON subject.id = visit.subject
                JOIN carried ON carried.visit = visit.id WHERE cycle = $1
                """
            let rows = try session.rows(sql, [.integer(cycle)])
            return Set(try rows.map { row in try Subject(scope: try row[0], name: try row[1]) })
        }
    }

    package func measuredSubjects(in cycle: Cycle) async throws(StoreError) -> Set<Subject> {
        try await read { session in
            let sql = """
                SELECT scope, name FROM visit JOIN subject ON subject.id = visit.subject WHERE cycle = $1
                """
            let rows = try session.rows(sql, [.integer(cycle.id)])
            return Set(try rows.map { row in try Subject(scope: try row[0], name: try row[1]) })
        }
    }

    package func measurements(in cycle: Cycle?) async throws(StoreError) -> [Visit] {
        try await read { session in
            guard let cycle = try cycle?.id ?? Cycle.newestClosed(in: session) else { return [] }
            let used = "SELECT DISTINCT manifest FROM visit WHERE cycle = $1"
            let answers = try session.answers(ofManifestsIn: used, [.integer(cycle)])
            let rows = try session.rows(
                "SELECT record, manifest FROM visit WHERE cycle = $1",
                [.integer(cycle)]
            )
            let measurements = try rows.map { row in
                let visit = try CanonicalJSON.decode(VisitRecord.self, from: try row[0])
                return visit.visit(answers: answers[try row[1]] ?? [])
            }
            return measurements.sorted { $0.subject < $1.subject }
        }
    }

    package func visits(in cycle: Cycle) async throws(StoreError) -> [KeptVisit] {
        try await read { session in
            let sql = "SELECT record, manifest FROM visit WHERE cycle = $1"
            return try session.rows(sql, [.integer(cycle.id)]).map { row in
                let visit = try CanonicalJSON.decode(VisitRecord.self, from: try row[0])
                return KeptVisit(
                    subject: visit.subject,
                    vantage: visit.vantage,
                    finished: visit.finished,
                    manifest: try row[1]
                )
            }
            .sorted { $0.subject < $1.subject }
        }
    }

    package func answers(of manifests: Set<KeptVisit.Manifest>) async throws(StoreError)
        -> [KeptVisit.Manifest: [Answer]]
    {
        try await read { session in
            let list = StoredValue.text(try CanonicalJSON.text(manifests.sorted()))
            return try session.answers(ofManifestsIn: SQLList.numbers("$1"), [list])
        }
    }
}

/// Lists of any length as one argument: JSON text.
enum SQLList {
    /// A query for the numbers of a JSON array.
    static func numbers(_ argument: String) -> String {
        "SELECT value::bigint FROM json_array_elements_text(\(argument)::text::json)"
    }

    /// A query for the strings of a JSON array.
    static func texts(_ argument: String) -> String {
        "SELECT value FROM json_array_elements_text(\(argument)::text::json)"
    }
}

extension Session {
    /// Keeps one visit and returns its row; nil where its subject has one in the cycle already.
    func keep(_ visit: Visit, in cycle: Cycle.ID) throws -> Int64? {
        let subject = try row(of: visit.subject)
        let known = "SELECT id FROM visit WHERE cycle = $1 AND subject = $2"
        let key: [StoredValue] = [.integer(cycle), .integer(subject)]
        guard try row(known, key) == nil else { return nil }
        let manifest = try keepManifest(of: visit.answers)
        let record = VisitRecord(visit, manifestSHA256: manifest.sha256)
        return try value(
            """
            INSERT INTO visit (cycle, subject, manifest, record) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            key + [.integer(manifest.row), .bytes(try CanonicalJSON.encode(record))]
        )
    }

    /// Keeps the facts among the answers and the manifest that lists them all.
    ///
    /// Facts are kept in the order of their hashes, so that no two calls wait for each other.
    fileprivate func keepManifest(of answers: [Answer]) throws -> (row: Int64, sha256: String) {
        var bodies: [(kind: FactKind, hash: Data, body: Data)] = []
        let entries = try answers.map { answer in
            switch answer {
            case .unestablished(let question, let reason):
                return ManifestEntry(question: question, outcome: .unestablished(reason))
            case .fact(let fact):
                let body = try fact.body
                let hash = fact.question.kind.hash(of: body)
                bodies.append((fact.question.kind, hash, body))
                return ManifestEntry(question: fact.question, outcome: .fact(hash.hex))
            }
        }
        bodies.sort { $0.hash.lexicographicallyPrecedes($1.hash) }
        let facts = Set(try bodies.map { try keep($0.body, of: $0.kind, hash: $0.hash) })
        let body = try CanonicalJSON.encode(ManifestRecord(entries: entries))
        let row = try keep(body, in: .manifest)
        try run(
            """
            INSERT INTO manifest_fact (manifest, fact) SELECT $1, value FROM
            (\(SQLList.numbers("$2"))) AS fact ON CONFLICT DO NOTHING
            """,
            [.integer(row), .text(try CanonicalJSON.text(facts.sorted()))]
        )
        return (row, body.sha256.hex)
    }

    /// What each manifest answers; `list` is a query for their rows.
    fileprivate func answers(ofManifestsIn list: String, _ arguments: [StoredValue]) throws
        -> [Int64: [Answer]]
    {
        let factSQL = """
            SELECT hash, body FROM fact
            WHERE id IN (SELECT fact FROM manifest_fact WHERE manifest IN (\(list)))
            """
        var bodies: [String: Data?] = [:]
        for row in try rows(factSQL, arguments) {
            let hash: Data = try row[0]
            bodies[hash.hex] = .some(try row[1] as Data?)
        }
        let pairs = try rows("SELECT id, body FROM manifest WHERE id IN (\(list))", arguments).map { row in
            let manifest = try CanonicalJSON.decode(ManifestRecord.self, from: try row[1])
            let answers = try manifest.entries.map { entry in try entry.answer(from: bodies) }
            return (try row[0] as Int64, answers)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
#endif
