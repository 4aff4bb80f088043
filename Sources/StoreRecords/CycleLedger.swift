// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
package import Model
package import Store

/// Reads what the head of one cycle covers, in the order of its leaves.
package struct CycleLedger {
    /// The tables that grow between cycles, and how each row is written out.
    private static let logs = [
        "bundle": "SELECT id, vantage, started, finished, imported, hash, signature FROM bundle",
        "event": "SELECT id, at, kind, cycle, body FROM event",
        "report": "SELECT id, cycle, written, format, path, sha256 FROM report",
    ]

    private let queries: any StoredQueries
    private let cycle: Cycle.ID

    package init(_ queries: any StoredQueries, cycle: Cycle.ID) {
        self.queries = queries
        self.cycle = cycle
    }

    /// - Parameters:
    ///   - before: the last number of each growing table that the head before covers.
    ///   - end: the last numbers that this head covers; nil for all that there are.
    package func records(after before: [String: Int64], through end: [String: Int64]?) throws -> CycleRecords
    {
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
            FROM cycle JOIN estate ON estate.id = cycle.estate WHERE cycle.id = $1 AND finished IS NOT NULL
            """
        guard let row = try queries.rows(sql, [.integer(cycle)]).first else {
            throw StoreError.refused(reason: "there is no cycle \(cycle) that has ended")
        }
        let fields = [.number(cycle)] + row.values.map(CanonicalField.init)
        let bytes = try CanonicalJSON.encode(fields)
        let record = CycleRecords.Record(kind: "cycle", name: "cycle \(cycle)", bytes: bytes)
        return (Date(second: try row[1]), record)
    }

    private func visits() throws -> [CycleRecords.Record] {
        let sql = """
            SELECT scope, name, record FROM visit JOIN subject ON subject.id = visit.subject
            WHERE cycle = $1 ORDER BY scope, name
            """
        return try queries.rows(sql, [.integer(cycle)]).map { row in
            CycleRecords.Record(
                kind: "visit",
                name: "visit of \(try row[0] as String) \(try row[1] as String) in cycle \(cycle)",
                bytes: try row[2]
            )
        }
    }

    private func transitions() throws -> [CycleRecords.Record] {
        let sql = "SELECT id, finding, record FROM transition WHERE cycle = $1 ORDER BY id"
        return try queries.rows(sql, [.integer(cycle)]).map { row in
            CycleRecords.Record(
                kind: "transition",
                name: "transition \(try row[0] as Int64) of finding F-\(try row[1] as Int64), cycle \(cycle)",
                bytes: try row[2]
            )
        }
    }

    /// None of a cycle that was given up.
    private func posture() throws -> [CycleRecords.Record] {
        let sql = "SELECT record FROM posture WHERE cycle = $1"
        return try queries.rows(sql, [.integer(cycle)]).map { row in
            CycleRecords.Record(kind: "posture", name: "posture of cycle \(cycle)", bytes: try row[0])
        }
    }

    private func rows(of log: String, after start: Int64, through end: Int64?) throws
        -> (records: [CycleRecords.Record], last: Int64)
    {
        guard let select = Self.logs[log] else { return ([], start) }
        let sql = "\(select) WHERE id > $1 AND id <= $2 ORDER BY id"
        let rows = try queries.rows(sql, [.integer(start), .integer(end ?? .max)])
        let records = try rows.map { row in
            let fields = row.values.map(CanonicalField.init)
            let bytes = try CanonicalJSON.encode(fields)
            return CycleRecords.Record(kind: log, name: "\(log) \(try row[0] as Int64)", bytes: bytes)
        }
        return (records, try end ?? rows.last.map { try $0[0] } ?? start)
    }
}

extension CanonicalField {
    fileprivate init(_ value: StoredValue) {
        self =
            switch value {
            case .integer(let number): .number(number)
            case .text(let text): .text(text)
            case .bytes(let bytes): .text(bytes.hex)
            case .null: .null
            }
    }
}
