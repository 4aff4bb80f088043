// SPDX-License-Identifier: Apache-2.0
import Backup
import Foundation
import GRDB
import Pipeline
import Store
import StoreSQLite
import TestSupport
import Testing

/// Backups of a state folder, whole and with something wrong, and what becomes of them.
struct StateBackupTests {
    private static func backUp(_ state: KeptState, to target: URL, as form: StateBackup.Form) async throws
        -> BackupManifest
    {
        let store = try SQLiteStore(path: state.database, readOnly: true)
        defer { try? store.close() }
        return try await StateBackup(of: state.url, store, withReports: true, tool: "test")
            .write(to: target, as: form)
    }

    @Test(arguments: [StateBackup.Form.archive, .folder])
    func whatIsRestoredIsWhatWasThere(form: StateBackup.Form) async throws {
        let state = try await KeptState()
        let place = try TemporaryFolder()
        let (target, restored) = (place.url.appending(path: "copy"), place.url.appending(path: "state"))
        let manifest = try await Self.backUp(state, to: target, as: form)
        #expect(manifest.key == BackupManifest.Key(fingerprint: state.fingerprint, carried: true))
        #expect(manifest.store.head?.sha256 == state.head)
        #expect(try KeptState.mode(of: target) == (form == .archive ? 0o600 : 0o700))
        #expect(try KeptState.names(in: place.url) == ["copy"])
        let outcome = try await Restoration(of: target, to: restored, trusted: state.fingerprint).run()
        #expect(outcome.verification.faults.isEmpty && outcome.verification.proven == 1)
        #expect(try KeptState.names(in: restored) == ["chancery.db", "keys", "reports"])
        #expect(try KeptState.mode(of: restored.appending(path: "keys")) == 0o700)
        #expect(try KeptState.mode(of: restored.appending(path: "keys/signing.pem")) == 0o600)
        let page = restored.appending(path: "reports/latest/page-2.html")
        #expect(try String(contentsOf: page, encoding: .utf8) == "page 2\n")
        // It goes on from there: the next cycle is signed with the same key.
        let store = try SQLiteStore(path: restored.appending(path: "chancery.db").path)
        #expect(try await StoreVerification(of: store).newest?.name == state.head)
        #expect(try await Sealer.open(store, state: restored, credentials: nil).sealEnded().isEmpty)
        try store.close()
        let verified = try ChildProcess(try DaemonProcess.program, ["verify", restored.path]).waitForExit()
        #expect(verified == 0)
    }

    @Test func tarUnpacksAnArchiveIntoAFolderThatIsRestored() async throws {
        let state = try await KeptState()
        let place = try TemporaryFolder()
        let (archive, folder) = (place.url.appending(path: "a.tar"), place.url.appending(path: "unpacked"))
        _ = try await Self.backUp(state, to: archive, as: .archive)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let tar = try ChildProcess.output(of: "/usr/bin/env", ["tar", "xf", archive.path], in: folder)
        #expect(tar.status == 0)
        let outcome = try await Restoration(of: folder, to: place.url.appending(path: "state")).run()
        #expect(outcome.verification.newest?.name == state.head)
    }

    @Test func whatIsThereIsNotOverwritten() async throws {
        let state = try await KeptState()
        let place = try TemporaryFolder()
        let target = place.url.appending(path: "a.tar")
        try Data("mine".utf8).write(to: target)
        await #expect(throws: BackupError.exists(target.path)) {
            try await Self.backUp(state, to: target, as: .archive)
        }
        #expect(try String(contentsOf: target, encoding: .utf8) == "mine")
    }

    /// A key that the service is handed as a credential does not lie in the state folder.
    @Test func aKeyThatIsACredentialIsNotCarried() async throws {
        let state = try await KeptState()
        let place = try TemporaryFolder()
        let key = state.url.appending(path: "keys/signing.pem")
        try FileManager.default.moveItem(at: key, to: place.url.appending(path: "chancery.signing-key"))
        let manifest = try await Self.backUp(state, to: place.url.appending(path: "copy"), as: .folder)
        #expect(manifest.key == BackupManifest.Key(fingerprint: state.fingerprint, carried: false))
        let log = place.url.appending(path: "log")
        let arguments = ["backup", place.url.appending(path: "b.tar").path, "--state", state.url.path]
        let child = try ChildProcess(try DaemonProcess.program, arguments, output: .file(log))
        #expect(child.waitForExit() == 0)
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(said.contains("comes as a credential of systemd"))
    }

    /// Every copy that is taken while cycles are written is whole.
    @Test func aBackupBesideAWriterIsConsistent() async throws {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let place = try TemporaryFolder()
        let estate = try ScriptedMinistry.estate(["www.mfa.example"])
        let writing = Task {
            for day in 1...40 {
                let visit = try ScriptedMinistry.visit(
                    "www.mfa.example",
                    from: "2026-10-24",
                    until: "2027-01-22"
                )
                let now = ScriptedMinistry.start.addingTimeInterval(Double(day) * 86_400)
                try await ministry.keep([visit], of: estate, at: now)
            }
        }
        for number in 0..<6 {
            let reader = try SQLiteStore(
                path: ministry.folder.url.appending(path: "chancery.db").path,
                readOnly: true
            )
            let target = place.url.appending(path: "\(number).tar")
            _ = try await StateBackup(of: ministry.folder.url, reader, withReports: true, tool: "test")
                .write(to: target, as: .archive)
            try reader.close()
            let outcome = try await Restoration(of: target, to: place.url.appending(path: "state-\(number)"))
                .run()
            #expect(outcome.verification.faults.isEmpty)
        }
        try await writing.value
    }
}
