// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import GRDB
import Model
import Store
import StoreSQLite
import Testing

@Suite struct SQLiteStoreTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func store(readOnly: Bool = false) throws(StoreError) -> SQLiteStore {
        try SQLiteStore(path: directory.database, readOnly: readOnly)
    }

    @Test(arguments: StoreClause.all)
    func keepsTheContract(_ clause: StoreClause) async throws {
        try await clause.holds(try store())
    }

    @Test(arguments: [
        "UPDATE transition SET state = 'pass'", "DELETE FROM transition", "DELETE FROM finding",
        "UPDATE finding SET check_id = 'x'", "UPDATE visit SET record = x'00'", "DELETE FROM visit",
        "DELETE FROM fact", "UPDATE fact SET body = x'00'", "UPDATE fact SET hash = zeroblob(32)",
        "UPDATE manifest SET body = x'00'", "DELETE FROM manifest_fact", "UPDATE estate SET body = x'00'",
        "DELETE FROM cycle", "UPDATE cycle SET started = 0",
        "UPDATE cycle SET state = 'open', finished = NULL",
        "UPDATE posture SET record = x'00'", "DELETE FROM posture_part", "UPDATE subject SET name = 'x'",
    ])
    func historyCannotBeRewritten(_ statement: String) async throws {
        let store = try store()
        let cycle = try await store.open(Sample.plan())
        try await store.record(try Sample.measurement(of: Sample.address(1)), in: cycle)
        let tracked = try await store.judge([Sample.finding(Sample.failure())], in: cycle, at: Sample.start)
        try await store.close(cycle, at: Sample.hour(1), posture: Sample.posture(at: Sample.start, tracked))
        try store.close()

        let database = try DatabaseQueue(path: directory.database)
        #expect { try database.write { try $0.execute(sql: statement) } } throws: { error in
            let message = (error as? DatabaseError)?.message ?? ""
            return message.hasSuffix("is append-only") || message == "the cycle has ended"
        }
    }

    @Test func everyTableIsStrict() async throws {
        _ = try store()
        let database = try DatabaseQueue(path: directory.database)
        let loose = try await database.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM pragma_table_list
                    WHERE schema = 'main' AND NOT strict
                    AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
                    """
            )
        }
        #expect(loose.isEmpty)
    }

    @Test func aCommitIsOnTheDiskAndTheFileIsForItsGroup() async throws {
        let store = try store()
        _ = try await store.open(Sample.plan())
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let path = directory.database + suffix
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o640, "\(suffix)")
        }
    }

    @Test func aReaderSeesWhatARunningWriterCommittedAndWritesNothing() async throws {
        let writer = try store()
        let reader = try store(readOnly: true)
        let cycle = try await writer.open(Sample.plan())
        #expect(try await reader.openCycle() == cycle)
        await #expect(throws: StoreError.self) { _ = try await reader.open(Sample.plan()) }
        try await writer.abandon(cycle, at: Sample.hour(1), because: "stopped")
        #expect(try await reader.openCycle() == nil)
    }

    @Test func aSecondWriterIsRefusedByNameOfTheFirst() async throws {
        let first = try SQLiteStore(path: directory.database, now: Sample.start)
        let process = ProcessInfo.processInfo.processIdentifier
        let holder = "process \(process) since \(Sample.start.formatted(.iso8601))"
        #expect(throws: StoreError.locked(path: directory.database, holder: holder)) { _ = try store() }
        try first.close()
        let second = try store()
        #expect(try await second.openCycle() == nil)
    }

    @Test func aStoreDroppedWithoutClosingIsFoundWhole() async throws {
        var opened: Cycle?
        do {
            let store = try store()
            opened = try await store.open(Sample.plan())
            try await store.record(try Sample.measurement(of: Sample.address(1)), in: try #require(opened))
        }
        let store = try store()
        let cycle = try #require(try await store.openCycle())
        #expect(cycle == opened)
        #expect(try await store.measuredSubjects(in: cycle) == [Sample.address(1)])
        try await store.record(try Sample.measurement(of: Sample.address(2)), in: cycle)
        #expect(try await store.measurements(in: cycle).count == 2)
    }

    @Test func theHashesOfBodiesAreThoseOfTheirBytes() async throws {
        let store = try store()
        let cycle = try await store.open(Sample.plan())
        try await store.record(try Sample.measurement(of: Sample.address(1), "a"), in: cycle)
        let body = try FactRecord(SampleFact(aspect: "one", value: "a")).body
        let database = try DatabaseQueue(path: directory.database)
        let (hash, kept) = try await database.read { database in
            (
                try String.fetchOne(database, sql: "SELECT lower(hex(hash)) FROM fact"),
                try Data.fetchOne(database, sql: "SELECT body FROM fact")
            )
        }
        #expect(kept == body)
        #expect(String(decoding: body, as: UTF8.self) == #"{"aspect":"one","value":"a"}"#)
        // printf 'test.sample/1\n{"aspect":"one","value":"a"}' | sha256sum
        #expect(hash == "9d5612db1672e97c3facb5afd0c8915837bad2a4974f3eb81895200346739f9d")
    }
}
