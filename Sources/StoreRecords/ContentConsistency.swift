// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import Model

/// Whether bytes that are kept under their hash have it, and lists name what lies beside them.
package struct ContentConsistency {
    private let queries: any StoredQueries

    package init(_ queries: any StoredQueries) { self.queries = queries }

    package func faults() throws -> [String] {
        let bodies = try ["estate", "manifest", "posture_part", "bundle"].flatMap(bodies)
        return try [bodies, facts(), manifests(), visits(), subjects(), postures()].flatMap { $0 }
    }

    private func bodies(of table: String) throws -> [String] {
        var faults: [String] = []
        try queries.each("SELECT id, hash, body FROM \(table) WHERE body IS NOT NULL") { row in
            guard try (row[2] as Data).sha256 != row[1] as Data else { return }
            faults.append("\(table) \(try row[0] as Int64): the body does not have its hash")
        }
        return faults
    }

    /// Without those whose body retention dropped.
    private func facts() throws -> [String] {
        var faults: [String] = []
        try queries.each("SELECT id, hash, kind, body FROM fact WHERE body IS NOT NULL") { row in
            let kind: String = try row[2]
            let bytes = try Data("\(kind)\n".utf8) + (row[3] as Data)
            if try bytes.sha256 != row[1] as Data {
                faults.append("fact \(try row[0] as Int64): the body does not have its hash")
            }
        }
        return faults
    }

    /// The facts beside a manifest are those that it names.
    private func manifests() throws -> [String] {
        var linked: [Int64: Set<String>] = [:]
        let sql = "SELECT manifest, hash, kind FROM manifest_fact JOIN fact ON fact.id = manifest_fact.fact"
        try queries.each(sql) { row in
            let (manifest, hash, kind): (Int64, Data, String) = (try row[0], try row[1], try row[2])
            linked[manifest, default: []].insert("\(kind) \(hash.hex)")
        }
        var faults: [String] = []
        try queries.each("SELECT id, body FROM manifest") { row in
            let id: Int64 = try row[0]
            let record = try? CanonicalJSON.decode(ManifestRecord.self, from: try row[1])
            if record?.facts != linked[id] ?? [] {
                faults.append("manifest \(id): other facts lie beside it than it names")
            }
        }
        return faults
    }

    /// A visit names the manifest and the subject that lie beside it.
    private func visits() throws -> [String] {
        var faults: [String] = []
        let sql = """
            SELECT visit.id, record, manifest.hash, scope, name FROM visit
            LEFT JOIN manifest ON manifest.id = visit.manifest LEFT JOIN subject ON subject.id = visit.subject
            """
        try queries.each(sql) { row in
            let record = try? CanonicalJSON.decode(VisitRecord.self, from: try row[1])
            let isWhole =
                try record?.manifestSHA256 == (row[2] as Data?)?.hex
                && record?.subject.scope.rawValue == row[3] as String?
                && record?.subject.name == row[4] as String?
            if !isWhole {
                faults.append("visit \(try row[0] as Int64): what lies beside it is not what it names")
            }
        }
        return faults
    }

    /// The endpoint beside a subject is the one in its name.
    private func subjects() throws -> [String] {
        let rows = try queries.rows("SELECT scope, name, endpoint FROM subject", [])
        return try rows.filter { row in
            guard let subject = try? Subject(scope: try row[0], name: try row[1]) else { return true }
            return try subject.endpointID != row[2] as String?
        }
        .map {
            "subject \(try $0[0] as String) \(try $0[1] as String): it does not belong to the endpoint beside it"
        }
    }

    /// What a posture names is there.
    private func postures() throws -> [String] {
        let parts = Set(try queries.rows("SELECT hash FROM posture_part", []).map { (try $0[0] as Data).hex })
        var faults: [String] = []
        let sql = """
            SELECT posture.cycle, record, posture_items.body FROM posture
            LEFT JOIN posture_items ON posture_items.cycle = posture.cycle
            UNION ALL SELECT cycle, NULL, NULL FROM posture_items WHERE cycle NOT IN (SELECT cycle FROM posture)
            """
        try queries.each(sql) { row in
            let cycle: Int64 = try row[0]
            guard let record = try? CanonicalJSON.decode(PostureRecord.self, from: try row[1]) else {
                faults.append("posture of cycle \(cycle): it cannot be read")
                return
            }
            let named = [
                record.attestationsSHA256, record.acceptancesSHA256, record.disputesSHA256,
                record.tallySHA256,
            ]
            .compactMap { $0 }
            if !parts.isSuperset(of: named) {
                faults.append("posture of cycle \(cycle): a part that it names is missing")
            }
            if let items = try row[2] as Data?, let named = record.itemsSHA256, items.sha256.hex != named {
                faults.append("posture of cycle \(cycle): its items are not those that it names")
            }
        }
        return faults
    }
}
