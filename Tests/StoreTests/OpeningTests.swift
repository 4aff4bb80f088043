// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Glibc
import Model
import Store
import StoreSQLite
import Testing

/// What happens when a file is opened that is older, newer, damaged, or no store at all.
@Suite struct OpeningTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.database }

    /// The present schema and one step to come.
    private static let next = Schema(
        steps: Schema.current.steps + ["CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"]
    )

    init() throws { directory = try TemporaryDirectory() }

    /// Makes a store with one open cycle in it.
    private func makeStore(schema: Schema = .current) async throws -> Cycle {
        let store = try SQLiteStore(path: path, schema: schema)
        let cycle = try await store.open(Sample.plan())
        try store.close()
        return cycle
    }

    @Test func aNewerSchemaIsRefusedByNameOfBothVersionsAndLeftAlone() async throws {
        _ = try await makeStore(schema: Self.next)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let version = Schema.current.version
        let refusal = StoreError.newerSchema(found: version + 1, supported: version)
        #expect(throws: refusal) { _ = try SQLiteStore(path: path) }
        #expect(throws: refusal) { _ = try SQLiteStore(path: path, readOnly: true) }
        #expect(refusal.description.contains("\(version)") && refusal.description.contains("\(version + 1)"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func anOlderSchemaIsMigratedAfterABackupCopy() async throws {
        let cycle = try await makeStore()
        let store = try SQLiteStore(path: path, schema: Self.next)
        #expect(try await store.openCycle() == cycle)
        #expect(try await store.statistics().schemaVersion == Self.next.version)

        let copy = try SQLiteStore(path: "\(path).v\(Schema.current.version)-backup", readOnly: true)
        #expect(try await copy.openCycle() == cycle)
        #expect(try await copy.statistics().schemaVersion == Schema.current.version)
    }

    @Test func aReaderLeavesAnOlderSchemaToTheWriter() async throws {
        _ = try await makeStore()
        #expect {
            _ = try SQLiteStore(path: path, readOnly: true, schema: Self.next)
        } throws: { error in
            let versions = (found: Schema.current.version, supported: Self.next.version)
            return error as? StoreError
                == .olderSchema(found: versions.found, supported: versions.supported)
        }
    }

    @Test func anInterruptedMigrationIsTakenUpAgain() async throws {
        let cycle = try await makeStore()
        let broken = Schema(steps: Schema.current.steps + ["CREATE TABLE note (id INTEGER); SELECT nothing;"])
        #expect(throws: StoreError.self) { _ = try SQLiteStore(path: path, schema: broken) }
        let store = try SQLiteStore(path: path, schema: Self.next)
        #expect(try await store.openCycle() == cycle)
    }

    @Test func aFileThatIsNoDatabaseIsNamedDamagedAndLeftAlone() throws {
        let text = Data(String(repeating: "this is not a database\n", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: path))
        #expect {
            _ = try SQLiteStore(path: path)
        } throws: { error in
            guard case .damaged? = error as? StoreError else { return false }
            return true
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }

    @Test func aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws {
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE recipe (id INTEGER PRIMARY KEY)") }
        try other.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError.damaged(reason: "\(path) is a database of another program")) {
            _ = try SQLiteStore(path: path)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func aDamagedPageIsReportedAsDamage() async throws {
        try SQLiteStore(path: path).close()
        let empty = try Data(contentsOf: URL(fileURLWithPath: path)).count
        let store = try SQLiteStore(path: path)
        let cycle = try await store.open(Sample.plan())
        for index in 1...200 {
            try await store.record(try Sample.measurement(of: Sample.address(index), "\(index)"), in: cycle)
        }
        try store.close()

        let file = try #require(FileHandle(forUpdatingAtPath: path))
        let size = try file.seekToEnd()
        // All pages but those of an empty store, which hold the schema.
        try file.seek(toOffset: UInt64(empty))
        try file.write(contentsOf: Data(repeating: 0xAA, count: Int(size) - empty))
        try file.close()

        let damaged = try SQLiteStore(path: path, readOnly: true)
        await #expect {
            _ = try await damaged.measurements(in: cycle)
        } throws: { error in
            guard case .damaged? = error as? StoreError else { return false }
            return true
        }
    }

    @Test func aMissingDirectoryOrFileIsSaid() {
        #expect {
            _ = try SQLiteStore(path: directory.path + "/none/chancery.db")
        } throws: { error in
            guard case .cannotOpen? = error as? StoreError else { return false }
            return true
        }
        #expect(throws: StoreError.cannotOpen(path: path, reason: "there is no such file")) {
            _ = try SQLiteStore(path: path, readOnly: true)
        }
    }

    @Test func aClosedStoreIsOneFileAtRest() async throws {
        _ = try await makeStore()
        let left = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        #expect(left == ["chancery.db", "chancery.db.lock"])
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
    func aReadOnlyDirectoryIsReadableAndRefusesAWriter() async throws {
        let cycle = try await makeStore()
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: directory.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.path)
        }
        let reader = try SQLiteStore(path: path, readOnly: true)
        #expect(try await reader.openCycle() == cycle)
        #expect {
            _ = try SQLiteStore(path: path)
        } throws: { error in
            guard case .cannotOpen? = error as? StoreError else { return false }
            return true
        }
    }
}
