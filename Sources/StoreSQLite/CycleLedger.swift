// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import GRDB
internal import Model
internal import Store
internal import StoreRecords

/// Reads what the head of one cycle covers, in the order of its leaves.
struct CycleLedger {
    /// The tables that grow between cycles, and how each row is written out.
    private static let logs = [
        "bundle": "SELECT id, vantage, started, finished, imported, hash, signature FROM bundle",
        "event": "SELECT id, at, kind, cycle, body FROM event",
        "report": "SELECT id, cycle, written, format, path, sha256 FROM report",
    ]

    let database: Database
    let cycle: Cycle.ID

    func records(after before: [String: Int64], through end: [String: Int64]?) throws -> CycleRecords {
        let (ended, first) = try own()
        var records = [first]
        records += try visits()
        records += try transitions()
        records += try posture()
        var through: [String: Int64] = [:]
        for log in Self.logs.keys.sorted() {
            let (rows, last) = try rows(of: log, after: before[log] ?? 0, through: end.map { $0[log] ?? 0 })
            records += rows
            through[log] = last
        }
        return CycleRecords(cycle: cycle, ended: ended, records: records, logs: through)
    }

    /// The row of the cycle as a JSON array; throws where it has not ended.
    private func own() throws -> (ended: Date, CycleRecords.Record) {
        let sql = """
            SELECT started, finished, state, reason, estate.hash, vantage, tool, judged
            FROM cycle JOIN estate ON estate.id = cycle.estate WHERE cycle.id = ? AND finished IS NOT NULL
            """
        guard let row = try Row.fetchOne(database, sql: sql, arguments: [cycle]) else {
            throw StoreError.refused(reason: "there is no cycle \(cycle) that has ended")
        }
        let finished: Int64 = row[1]
        let fields: [CanonicalField] = [
            .number(cycle), .number(row[0]), .number(finished), .text(row[2]), .text(row[3]),
            .text((row[4] as Data).hex), .text(row[5]), .text(row[6]), .number(row[7]),
        ]
        let bytes = try CanonicalJSON.encode(fields)
        let record = CycleRecords.Record(kind: "cycle", name: "cycle \(cycle)", bytes: bytes)
        return (Date(second: finished), record)
    }

    private func visits() throws -> [CycleRecords.Record] {
        let sql = """
            SELECT scope, name, record FROM visit JOIN subject ON subject.id = visit.subject
            WHERE cycle = ? ORDER BY scope, name
            """
        return try Row.fetchAll(database, sql: sql, arguments: [cycle]).map { row in
            CycleRecords.Record(
                kind: "visit",
                name: "visit of \(row[0] as String) \(row[1] as String) in cycle \(cycle)",
                bytes: row[2]
            )
        }
    }

    private func transitions() throws -> [CycleRecords.Record] {
        let sql = "SELECT id, finding, record FROM transition WHERE cycle = ? ORDER BY id"
        return try Row.fetchAll(database, sql: sql, arguments: [cycle]).map { row in
            CycleRecords.Record(
                kind: "transition",
                name: "transition \(row[0] as Int64) of finding F-\(row[1] as Int64), cycle \(cycle)",
                bytes: row[2]
            )
        }
    }

    /// None of a cycle that was given up.
    private func posture() throws -> [CycleRecords.Record] {
        let sql = "SELECT record FROM posture WHERE cycle = ?"
        return try Data.fetchAll(database, sql: sql, arguments: [cycle]).map { record in
            CycleRecords.Record(kind: "posture", name: "posture of cycle \(cycle)", bytes: record)
        }
    }

    private func rows(of log: String, after start: Int64, through end: Int64?) throws
        -> (records: [CycleRecords.Record], last: Int64)
    {
        guard let select = Self.logs[log] else { return ([], start) }
        let sql = "\(select) WHERE id > ? AND id <= ? ORDER BY id"
        let rows = try Row.fetchAll(database, sql: sql, arguments: [start, end ?? .max])
        let records = try rows.map { row in
            let fields = Array(row.databaseValues.map(CanonicalField.init))
            let bytes = try CanonicalJSON.encode(fields)
            return CycleRecords.Record(kind: log, name: "\(log) \(row[0] as Int64)", bytes: bytes)
        }
        return (records, end ?? rows.last.map { $0[0] } ?? start)
    }
}

extension CanonicalField {
    fileprivate init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .int64(let number): .number(number)
            case .string(let text): .text(text)
            case .blob(let bytes): .text(bytes.hex)
            case .double, .null: .null
            }
    }
}
