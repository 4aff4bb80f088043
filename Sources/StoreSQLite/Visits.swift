// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Foundation
internal import GRDB
package import Model
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func record(_ measurement: Visit, in cycle: Cycle) async throws(StoreError) {
        try await write { database in
            try database.requireOpen(cycle)
            try database.keep(measurement, in: cycle)
        }
    }

    package func carry(_ visits: [Visit], into cycle: Cycle) async throws(StoreError) {
        try await write { database in
            try database.requireOpen(cycle)
            for visit in visits where try database.keep(visit, in: cycle) {
                try database.execute(
                    sql: "INSERT INTO carried (visit) VALUES (?)",
                    arguments: [database.lastInsertedRowID]
                )
            }
        }
    }

    package func carriedSubjects(in cycle: Cycle.ID) async throws(StoreError) -> Set<Subject> {
        try await read { database in
            let sql = """
                SELECT scope, name FROM visit JOIN subject ON subject.id = visit.subject
                JOIN carried ON carried.visit = visit.id WHERE cycle = ?
                """
            let rows = try Row.fetchAll(database, sql: sql, arguments: [cycle])
            return Set(try rows.map { row in try Subject(scope: row[0], name: row[1]) })
        }
    }

    package func measuredSubjects(in cycle: Cycle) async throws(StoreError) -> Set<Subject> {
        try await read { database in
            let sql = """
                SELECT scope, name FROM visit JOIN subject ON subject.id = visit.subject WHERE cycle = ?
                """
            let rows = try Row.fetchAll(database, sql: sql, arguments: [cycle.id])
            return Set(try rows.map { row in try Subject(scope: row[0], name: row[1]) })
        }
    }

    package func measurements(in cycle: Cycle?) async throws(StoreError) -> [Visit] {
        try await read { database in
            guard let cycle = try cycle?.id ?? Cycle.newestClosed(in: database) else { return [] }
            let used = "(SELECT DISTINCT manifest FROM visit WHERE cycle = ?)"
            let answers = try database.answers(ofManifestsIn: used, [cycle])
            let sql = "SELECT record, manifest FROM visit WHERE cycle = ?"
            let rows = try Row.fetchAll(database, sql: sql, arguments: [cycle])
            let measurements = try rows.map { row in
                let visit = try CanonicalJSON.decode(VisitRecord.self, from: row[0])
                return visit.visit(answers: answers[row[1]] ?? [])
            }
            return measurements.sorted { $0.subject < $1.subject }
        }
    }

    package func visits(in cycle: Cycle) async throws(StoreError) -> [KeptVisit] {
        try await read { database in
            let sql = "SELECT record, manifest FROM visit WHERE cycle = ?"
            return try Row.fetchAll(database, sql: sql, arguments: [cycle.id]).map { row in
                let visit = try CanonicalJSON.decode(VisitRecord.self, from: row[0])
                return KeptVisit(
                    subject: visit.subject,
                    vantage: visit.vantage,
                    finished: visit.finished,
                    manifest: row[1]
                )
            }
            .sorted { $0.subject < $1.subject }
        }
    }

    package func answers(of manifests: Set<KeptVisit.Manifest>) async throws(StoreError)
        -> [KeptVisit.Manifest: [Answer]]
    {
        try await read { database in
            let list = try CanonicalJSON.text(manifests.sorted())
            return try database.answers(ofManifestsIn: "(SELECT value FROM json_each(?))", [list])
        }
    }

    package func answers(about subject: Subject, in cycle: Cycle) async throws(StoreError) -> [Answer] {
        try await read { database in
            let visit = """
                (SELECT manifest FROM visit JOIN subject ON subject.id = visit.subject
                WHERE cycle = ? AND scope = ? AND name = ?)
                """
            let named: StatementArguments = [cycle.id, subject.scope.rawValue, subject.name]
            return try database.answers(ofManifestsIn: visit, named).values.first ?? []
        }
    }
}

extension Database {
    /// Keeps one visit; false where its subject has one in the cycle already.
    @discardableResult
    fileprivate func keep(_ visit: Visit, in cycle: Cycle) throws -> Bool {
        let subject = try row(of: visit.subject)
        let known = "SELECT 1 FROM visit WHERE cycle = ? AND subject = ?"
        if try Int.fetchOne(self, sql: known, arguments: [cycle.id, subject]) != nil { return false }
        let manifest = try keepManifest(of: visit.answers)
        let record = VisitRecord(visit, manifestSHA256: manifest.sha256)
        try execute(
            sql: "INSERT INTO visit (cycle, subject, manifest, record) VALUES (?, ?, ?, ?)",
            arguments: [cycle.id, subject, manifest.row, try CanonicalJSON.encode(record)]
        )
        return true
    }

    /// Keeps the facts among the answers and the manifest that lists them all.
    fileprivate func keepManifest(of answers: [Answer]) throws -> (row: Int64, sha256: String) {
        var facts: Set<Int64> = []
        let entries = try answers.map { answer in
            switch answer {
            case .unestablished(let question, let reason):
                return ManifestEntry(question: question, outcome: .unestablished(reason))
            case .fact(let fact):
                let body = try fact.body
                let hash = fact.question.kind.hash(of: body)
                facts.insert(try keep(body, of: fact.question.kind, hash: hash))
                return ManifestEntry(question: fact.question, outcome: .fact(hash.hex))
            }
        }
        let body = try CanonicalJSON.encode(ManifestRecord(entries: entries))
        let row = try keep(body, in: .manifest)
        let link = try cachedStatement(sql: "INSERT OR IGNORE INTO manifest_fact VALUES (?, ?)")
        for fact in facts { try link.execute(arguments: [row, fact]) }
        return (row, body.sha256.hex)
    }

    /// Keeps a fact once, and its body again where retention dropped it.
    private func keep(_ body: Data, of kind: FactKind, hash: Data) throws -> Int64 {
        let find = try cachedStatement(sql: "SELECT id, body IS NULL FROM fact WHERE hash = ?")
        if let row = try Row.fetchOne(find, arguments: [hash]) {
            let id: Int64 = row[0]
            if row[1] {
                try execute(sql: "UPDATE fact SET body = ? WHERE id = ?", arguments: [body, id])
            }
            return id
        }
        let insert = try cachedStatement(sql: "INSERT INTO fact (hash, kind, body) VALUES (?, ?, ?)")
        try insert.execute(arguments: [hash, kind.description, body])
        return lastInsertedRowID
    }

    /// What each manifest answers; `list` is a query for their rows.
    fileprivate func answers(ofManifestsIn list: String, _ arguments: StatementArguments) throws
        -> [Int64: [Answer]]
    {
        let factSQL = """
            SELECT hash, body FROM fact
            WHERE id IN (SELECT fact FROM manifest_fact WHERE manifest IN \(list))
            """
        var bodies: [String: Data?] = [:]
        for row in try Row.fetchAll(self, sql: factSQL, arguments: arguments) {
            bodies[(row[0] as Data).hex] = row[1] as Data?
        }
        let manifestSQL = "SELECT id, body FROM manifest WHERE id IN \(list)"
        let manifests = try Row.fetchAll(self, sql: manifestSQL, arguments: arguments)
        return Dictionary(
            uniqueKeysWithValues: try manifests.map { row in
                let manifest = try CanonicalJSON.decode(ManifestRecord.self, from: row[1])
                return (row[0], try manifest.entries.map { entry in try entry.answer(from: bodies) })
            }
        )
    }
}
