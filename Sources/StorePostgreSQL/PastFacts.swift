// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Facts
package import Foundation
package import Model
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func past(of kinds: Set<FactKind>, since instant: Date, through last: Cycle.ID?)
        async throws(StoreError) -> [PastFact]
    {
        try await read { session in
            // Manifests first: an address that stays as it is has one for all its visits.
            let sql = """
                SELECT scope, name, kind, body, min(first), max(last)
                FROM (
                    SELECT subject, manifest, min(cycle.started) AS first, max(cycle.started) AS last
                    FROM visit JOIN cycle ON cycle.id = visit.cycle
                    WHERE cycle.started >= $1 AND cycle.id <= $2
                        AND visit.id NOT IN (SELECT visit FROM carried)
                    GROUP BY subject, manifest
                ) AS seen
                JOIN manifest_fact ON manifest_fact.manifest = seen.manifest
                JOIN fact ON fact.id = manifest_fact.fact
                JOIN subject ON subject.id = seen.subject
                WHERE body IS NOT NULL AND kind IN (\(SQLList.texts("$3")))
                GROUP BY subject.id, fact.id
                ORDER BY scope, name, min(first), fact.id
                """
            let names = try CanonicalJSON.text(kinds.map(\.description).sorted())
            let types = Dictionary(
                kinds.compactMap { kind in FactKinds.type(of: kind).map { (kind.description, $0) } }
            ) { first, _ in first }
            let arguments: [StoredValue] = [.init(instant), .integer(last ?? .max), .text(names)]
            return try session.rows(sql, arguments).compactMap { row in
                guard let type = types[try row[2]] else { return nil }
                let fact: any Fact = try CanonicalJSON.decode(type, from: try row[3])
                return PastFact(
                    subject: try Subject(scope: try row[0], name: try row[1]),
                    record: FactRecord(question: fact.question, body: try row[3]),
                    first: Date(second: try row[4]),
                    last: Date(second: try row[5])
                )
            }
        }
    }
}
#endif
