// SPDX-License-Identifier: Apache-2.0
import Backup
import Foundation
import GRDB
import Glibc
import Pipeline
import Store
import StoreSQLite
import TestSupport
import Testing

/// Restores that must not happen, and those that are cut off: whole or not at all.
struct RestorationTests {
    /// A backup of a state that is gone, and a folder for trials.
    private struct Exhibit {
        let state: KeptState
        let place: TemporaryFolder
        let archive: URL
        let manifest: BackupManifest

        init(pages: Int = 3, prepare: (KeptState) throws -> Void = { _ in }) async throws {
            state = try await KeptState(pages: pages)
            try prepare(state)
            place = try TemporaryFolder()
            archive = place.url.appending(path: "a.tar")
            let store = try SQLiteStore(path: state.database, readOnly: true)
            manifest = try await StateBackup(of: state.url, store, withReports: true, tool: "test")
                .write(to: archive, as: .archive)
            try store.close()
        }

        var target: URL { place.url.appending(path: "state") }
    }

    @Test func anyAlteredByteOfAnArchiveIsRefused() async throws {
        let exhibit = try await Exhibit()
        let bytes = try Data(contentsOf: exhibit.archive)
        var random = SeededGenerator(seed: 20_261_128)
        let altered = exhibit.place.url.appending(path: "altered.tar")
        for _ in 0..<60 {
            var copy = bytes
            let index = Int.random(in: copy.indices, using: &random)
            copy[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try copy.write(to: altered)
            await #expect(throws: BackupError.self, "byte \(index)") {
                try await Restoration(of: altered, to: exhibit.target).run()
            }
            #expect(try KeptState.names(in: exhibit.target).isEmpty)
        }
        for length in [0, 1, 511, 512, 1500, bytes.count / 2, bytes.count - 1024, bytes.count - 1] {
            try bytes.prefix(length).write(to: altered)
            await #expect(throws: BackupError.self, "\(length) bytes") {
                try await Restoration(of: altered, to: exhibit.target).run()
            }
        }
        try (bytes + Data([0])).write(to: altered)
        await #expect(throws: BackupError.self) {
            try await Restoration(of: altered, to: exhibit.target).run()
        }
        #expect(try KeptState.names(in: exhibit.target).isEmpty)
    }

    @Test func aLivingStateIsLeftAlone() async throws {
        let exhibit = try await Exhibit()
        let before = try Data(contentsOf: URL(filePath: exhibit.state.database))
        await #expect(throws: BackupError.living(exhibit.state.url.path, holds: "keys")) {
            try await Restoration(of: exhibit.archive, to: exhibit.state.url).run()
        }
        #expect(try Data(contentsOf: URL(filePath: exhibit.state.database)) == before)
    }

    @Test func aWriterAtWorkIsNamed() async throws {
        let exhibit = try await Exhibit()
        try FileManager.default.createDirectory(at: exhibit.target, withIntermediateDirectories: true)
        let path = exhibit.target.appending(path: "chancery.db").path
        let store = try SQLiteStore(path: path)
        let caught = await #expect(throws: StoreError.self) {
            try await Restoration(of: exhibit.archive, to: exhibit.target).run()
        }
        #expect("\(try #require(caught))".contains("process \(getpid()) since"))
        try store.close()
        // A daemon that has measured nothing yet left nothing that could be lost.
        let outcome = try await Restoration(of: exhibit.archive, to: exhibit.target).run()
        #expect(outcome.verification.newest?.name == exhibit.state.head)
    }

    @Test func aNewerSchemaIsRefused() async throws {
        let exhibit = try await Exhibit()
        let folder = exhibit.place.url.appending(path: "newer")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let old = exhibit.manifest
        let newer = BackupManifest(
            made: old.made,
            tool: old.tool,
            store: BackupManifest.Store(schema: 99, cycles: 1, head: old.store.head),
            key: old.key,
            files: old.files,
            links: old.links
        )
        try newer.bytes.write(to: folder.appending(path: BackupManifest.fileName))
        let expected = BackupError.newerSchema(found: 99, supported: SQLiteStore.schemaVersion)
        await #expect(throws: expected) { try await Restoration(of: folder, to: exhibit.target).run() }
        #expect(!FileManager.default.fileExists(atPath: exhibit.target.path))
    }

    /// Altered before the backup was made: every hash of the manifest is right.
    @Test func aStoreThatIsNotAsSignedIsRestoredOnlyOnRequest() async throws {
        let exhibit = try await Exhibit { state in
            let database = try DatabaseQueue(path: state.database)
            try database.write { database in
                try database.execute(sql: "PRAGMA foreign_keys = OFF")
                try database.execute(sql: "DROP TRIGGER visit_is_kept")
                try database.execute(sql: "DELETE FROM visit WHERE id = (SELECT min(id) FROM visit)")
            }
            try database.close()
        }
        let caught = await #expect(throws: BackupError.self) {
            try await Restoration(of: exhibit.archive, to: exhibit.target).run()
        }
        guard case .altered = caught else { throw try #require(caught) }
        #expect(try KeptState.names(in: exhibit.target).isEmpty)
        let restoration = Restoration(of: exhibit.archive, to: exhibit.target, takesAltered: true)
        #expect(try await restoration.run().verification.faults.isEmpty == false)
    }

    @Test func aStrangersStoreIsToldByTheKey() async throws {
        let exhibit = try await Exhibit()
        let stranger = String(repeating: "0", count: 64)
        await #expect(throws: BackupError.self) {
            try await Restoration(of: exhibit.archive, to: exhibit.target, trusted: stranger).run()
        }
    }

    /// Killed at any moment, a restore leaves nothing that is opened, or all of it; the next one finishes.
    @Test func aRestoreThatIsKilledLeavesNothingHalf() async throws {
        let exhibit = try await Exhibit(pages: 250)
        let program = try DaemonProcess.program
        var random = SeededGenerator(seed: 7)
        var cut = 0
        for number in 0..<12 {
            let target = exhibit.place.url.appending(path: "state-\(number)")
            let child = try ChildProcess(program, ["restore", exhibit.archive.path, "--state", target.path])
            try await Task.sleep(for: .milliseconds(Int.random(in: 10...900, using: &random)))
            child.send(SIGKILL)
            _ = try await child.exitStatus(within: .seconds(5))
            if Restoration.obstacle(in: target) != nil {
                cut += 1
                let status = try ChildProcess(program, ["status", "--state", target.path]).waitForExit()
                #expect(status == 70)
            } else if FileManager.default.fileExists(atPath: target.appending(path: "chancery.db").path) {
                #expect(try KeptState.names(in: target) == ["chancery.db", "keys", "reports"])
                continue
            }
            let outcome = try await Restoration(of: exhibit.archive, to: target).run()
            #expect(outcome.verification.newest?.name == exhibit.state.head)
            #expect(try KeptState.names(in: target) == ["chancery.db", "keys", "reports"])
        }
        #expect(cut > 0, "no restore was cut off")
    }

    /// On a file system of a few pages, and on one that is read-only, in a mount namespace of the test's own.
    @Test(arguments: [("size=96k", "rw"), ("size=8m", "ro")])
    func aFullOrReadOnlyDiskIsSaid(size: String, access: String) async throws {
        let exhibit = try await Exhibit()
        let program = try DaemonProcess.program
        let disk = exhibit.place.url.appending(path: "disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let script = """
            mount -t tmpfs -o \(size) tmpfs "$1" && mount -o remount,\(access) "$1" || exit 99
            "$2" backup "$1/b.tar" --state "$3"; one=$?
            "$2" restore "$4" --state "$1/state"; two=$?
            find "$1" -mindepth 1 ! -name chancery.db.lock ! -name state; exit $((one + two))
            """
        let log = exhibit.place.url.appending(path: "log")
        let child = try ChildProcess(
            "/usr/bin/env",
            [
                "unshare", "-rm", "sh", "-c", script, "sh", disk.path, program, exhibit.state.url.path,
                exhibit.archive.path,
            ],
            output: .file(log)
        )
        let status = child.waitForExit()
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(status == 140, "\(said)")
        let lines = said.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("cannot write") }, "\(said)")
    }
}
