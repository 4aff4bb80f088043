// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Model
import Proof
import Store
import StoreRecords
import StoreSQLite
import Testing

#if PostgreSQL
import StorePostgreSQL
#endif

@Suite struct StoreCopyTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// Two closed cycles, one given up with a body that retention dropped, one open; a report, a bundle, a head.
    private func fill(_ store: any Store) async throws {
        for hours in 1...3 {
            let now = Sample.hour(hours)
            let cycle = try await store.open(Sample.plan(at: now))
            let reason = Unestablished(phase: .handshake, reason: "reset\u{1B} \u{FFFD}", attempts: 2)
            for index in 1...600 {
                let visit = try Sample.measurement(
                    of: Sample.address(index),
                    "\(hours)-\(index % 9)",
                    at: now,
                    unestablished: index == 3 ? reason : nil
                )
                try await store.record(visit, in: cycle)
            }
            let verdict = hours == 2 ? Verdict.pass : Sample.failure()
            let tracked = try await store.judge([Sample.finding(verdict)], in: cycle, at: now)
            if hours == 2 {
                try await store.abandon(cycle, at: now, because: "stopped")
            } else {
                try await store.close(cycle, at: now, posture: Sample.posture(at: now, tracked))
            }
        }
        _ = try await store.open(Sample.plan(at: Sample.hour(9)))
        try await store.record(
            ReportRecord(cycle: 1, written: Sample.hour(1), format: "html", path: "a", sha256: "b")
        )
        let bundle = KeptBundle(
            vantage: "paris",
            started: Sample.start,
            finished: Sample.hour(1),
            imported: Sample.hour(2),
            bytes: Data("bundle".utf8),
            signature: Data(repeating: 1, count: 64)
        )
        try await store.keep(bundle)
        try await store.introduce(SealedKey(bytes: Data([1]), signature: Data([2])))
        let covered = try await store.records(of: 1, after: [:], through: nil)
        let head = SealedHead(bytes: Data("head".utf8), signature: Data(repeating: 7, count: 64))
        try await store.seal(1, with: head, leaves: covered.records.map(\.leaf))
        #expect(try await store.prune(before: Sample.hour(2)) > 0)
    }

    /// What a copy has to have in common with what it was made from.
    private func leaves(of store: any Store) async throws -> [[[UInt8]]] {
        var leaves: [[[UInt8]]] = []
        for cycle in [Int64(1), 2, 3] {
            leaves.append(try await store.records(of: cycle, after: [:], through: nil).records.map(\.leaf))
        }
        return leaves
    }

    @Test func aCopyHasTheSameRecordsAndGoesOn() async throws {
        let source = try SQLiteStore(path: directory.database)
        try await fill(source)
        let path = directory.path + "/copy.db"
        let tallies = try await RowCopy.run(from: source, to: try SQLiteSink(path: path))
        #expect(tallies.count == StoredTable.all.count)
        #expect(tallies.first { $0.table == "visit" }?.rows == 1800)
        #expect(
            Set(tallies.filter { $0.rows > 0 }.map(\.sha256)).count == tallies.filter { $0.rows > 0 }.count
        )
        let copy = try SQLiteStore(path: path)
        #expect(try await leaves(of: copy) == (try await leaves(of: source)))
        #expect(try await copy.inconsistencies().isEmpty)
        let open = try #require(try await copy.openCycle())
        try await copy.record(try Sample.measurement(of: Sample.address(1), "new"), in: open)
        #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
    }

    @Test func nothingIsCopiedOverAStore() async throws {
        let source = try SQLiteStore(path: directory.database)
        #expect(throws: StoreError.self) { _ = try SQLiteSink(path: directory.database) }
        try source.close()
    }

    /// All tables of a store are carried over, with all their columns.
    @Test func noTableIsLeftOut() throws {
        try SQLiteStore(path: directory.database).close()
        let sql = """
            SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND t.type = 'table'
            AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'grdb_%'
            """
        let rows = try DatabaseQueue(path: directory.database)
            .read { database in try Row.fetchAll(database, sql: sql) }
        let found = rows.reduce(into: [String: Set<String>]()) { $0[$1[0], default: []].insert($1[1]) }
        #expect(found == StoredTable.all.reduce(into: [:]) { $0[$1.name] = Set($1.columns) })
    }

    #if PostgreSQL
    @Test func aStoreGoesToPostgreSQLAndBack() async throws {
        let cluster = try await PostgreSQLCluster()
        let source = try SQLiteStore(path: directory.database)
        try await fill(source)
        let address = cluster.address("postgres")
        let there = try await RowCopy.run(
            from: source,
            to: try await PostgreSQLSink(address: address)
        )
        await #expect(throws: StoreError.self) { _ = try await PostgreSQLSink(address: address) }
        let middle = try await PostgreSQLStore(address: address)
        #expect(try await leaves(of: middle) == (try await leaves(of: source)))
        #expect(try await middle.inconsistencies().isEmpty)
        #expect(try await middle.measurements(in: nil) == (try await source.measurements(in: nil)))
        #expect(try await middle.posture(of: nil) == (try await source.posture(of: nil)))
        let path = directory.path + "/back.db"
        let back = try await RowCopy.run(
            from: try await PostgreSQLSource(address: address),
            to: try SQLiteSink(path: path)
        )
        #expect(there == back)
        // The numbers that the database hands out go on behind those that came.
        let open = try #require(try await middle.openCycle())
        try await middle.record(try Sample.measurement(of: Sample.address(9999), "new"), in: open)
        #expect(try await middle.measuredSubjects(in: open) == [Sample.address(9999)])
    }

    @Test func aCopyThatIsCutOffLeavesNothing() async throws {
        let cluster = try await PostgreSQLCluster()
        let source = try SQLiteStore(path: directory.database)
        try await fill(source)
        let address = try await cluster.database("chancery")
        let sink = try await PostgreSQLSink(address: address)
        let estate = try #require(StoredTable.all.first)
        try await sink.put(try await source.rows(of: estate, after: nil, limit: 9), into: estate)
        try await cluster.cut("chancery")
        await #expect(throws: (any Error).self) { _ = try await RowCopy.run(from: source, to: sink) }
        await #expect(throws: StoreError.self) {
            _ = try await PostgreSQLStore(address: address, readOnly: true)
        }
        _ = try await RowCopy.run(from: source, to: try await PostgreSQLSink(address: address))
    }
    #endif
}
