// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
internal import GRDB
package import Model
package import Store
internal import StoreRecords

extension SQLiteStore {
    package func past(of kinds: Set<FactKind>, since instant: Date, through last: Cycle.ID?)
        async throws(StoreError) -> [PastFact]
    {
        try await read { database in
            // Manifests first: an address that stays as it is has one for all its visits.
            let sql = """
                SELECT scope, name, kind, body, min(first), max(last)
                FROM (
                    SELECT subject, manifest, min(cycle.started) AS first, max(cycle.started) AS last
                    FROM visit JOIN cycle ON cycle.id = visit.cycle
                    WHERE cycle.started >= ? AND cycle.id <= ?
                        AND visit.id NOT IN (SELECT visit FROM carried)
                    GROUP BY subject, manifest
                ) AS seen
                JOIN manifest_fact ON manifest_fact.manifest = seen.manifest
                JOIN fact ON fact.id = manifest_fact.fact
                JOIN subject ON subject.id = seen.subject
                WHERE body IS NOT NULL AND kind IN (SELECT value FROM json_each(?))
                GROUP BY subject.id, fact.id
                ORDER BY scope, name, min(first), fact.id
                """
            let names = try CanonicalJSON.text(kinds.map(\.description).sorted())
            let types = Dictionary(
                kinds.compactMap { kind in FactKinds.type(of: kind).map { (kind.description, $0) } }
            ) { first, _ in first }
            let rows = try Row.fetchAll(database, sql: sql, arguments: [instant.second, last ?? .max, names])
            return try rows.compactMap { row in
                guard let type = types[row[2]] else { return nil }
                let fact: any Fact = try CanonicalJSON.decode(type, from: row[3])
                return PastFact(
                    subject: try Subject(scope: row[0], name: row[1]),
                    record: FactRecord(question: fact.question, body: row[3]),
                    first: Date(second: row[4]),
                    last: Date(second: row[5])
                )
            }
        }
    }
}
