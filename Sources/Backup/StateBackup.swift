// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Pipeline
internal import Proof
internal import Store
package import StoreSQLite

/// A copy of a state folder: its store, its keys and its reports, whole or not at all, beside a running daemon too.
package struct StateBackup: Sendable {
    /// One file in tar's format, or a folder.
    package enum Form: Sendable { case archive, folder }

    private let state: URL
    private let store: SQLiteStore
    private let withReports: Bool
    private let tool: String

    /// How often it begins anew where reports are written meanwhile.
    private static let tries = 4

    /// - Parameters:
    ///   - store: the store of `state`, opened for reading or writing.
    ///   - tool: the version of Chancery.
    package init(of state: URL, _ store: SQLiteStore, withReports: Bool, tool: String) {
        self.state = state
        self.store = store
        self.withReports = withReports
        self.tool = tool
    }

    /// Writes it under another name and renames it; what is there already is never replaced.
    ///
    /// Throws `BackupError`, and `StoreError` where the store cannot be read.
    package func write(to target: URL, as form: Form, now: Date = Date()) async throws -> BackupManifest {
        guard !Self.exists(target) else { throw BackupError.exists(target.path) }
        let staging = try StagingFolder(URL(filePath: target.path + ".partial"))
        defer { staging.remove() }
        let content = staging.url.appending(path: "content")
        var manifest: BackupManifest?
        for _ in 0..<Self.tries where manifest == nil {
            manifest = try await collect(in: content, now: now)
        }
        guard let manifest else { throw BackupError.keepsChanging(state.path) }
        do {
            var whole = content
            if form == .archive {
                whole = staging.url.appending(path: "archive")
                try BackupArchive.pack(manifest, from: content, to: whole)
            }
            guard !Self.exists(target) else { throw BackupError.exists(target.path) }
            try FileManager.default.moveItem(at: whole, to: target)
            Durable.settle(target.deletingLastPathComponent())
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError.cannotWrite(target.path, reason: Durable.reason(error))
        }
        return manifest
    }

    private static func exists(_ url: URL) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: url.path)) != nil
    }

    /// Nil where the state changed meanwhile.
    private func collect(in content: URL, now: Date) async throws -> BackupManifest? {
        try? FileManager.default.removeItem(at: content)
        let listing = try StateListing(of: state, withReports: withReports)
        do {
            try Durable.folder(content)
            let kept = content.appending(path: StateLayout.store)
            try store.copy(to: kept.path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: kept.path)
        } catch {
            throw BackupError.cannotWrite(content.path, reason: Durable.reason(error))
        }
        var files = [try hashed(StateLayout.store, in: content, mode: 0o640)]
        for entry in listing.files {
            guard let file = try copy(entry, to: content) else { return nil }
            files.append(file)
        }
        guard try StateListing(of: state, withReports: withReports) == listing else { return nil }
        let manifest = try await describe(content, files, listing.links, now: now)
        do {
            for link in manifest.links {
                let path = content.appending(path: link.path).path
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: link.target)
            }
            try Durable.write(try manifest.bytes, to: content.appending(path: BackupManifest.fileName))
            Durable.settle(content)
        } catch {
            throw BackupError.cannotWrite(content.path, reason: Durable.reason(error))
        }
        return manifest
    }

    /// Of the copy, not of the store, which may have gone on.
    private func describe(
        _ content: URL,
        _ files: [BackupManifest.File],
        _ links: [BackupManifest.Link],
        now: Date
    ) async throws -> BackupManifest {
        let path = content.appending(path: StateLayout.store).path
        let faults = try SQLiteStore.faults(ofFileAt: path)
        guard faults.isEmpty else { throw StoreError.damaged(reason: faults[0]) }
        let copy = try SQLiteStore(path: path, readOnly: true)
        defer { try? copy.close() }
        let statistics = try await copy.statistics()
        let head = try await copy.seals().last.map {
            BackupManifest.Head(cycle: $0.cycle, sha256: CycleHead.name(of: $0.head.bytes))
        }
        let newest = HeadChain(keys: try await copy.signingKeys(), heads: []).fingerprints.last
        return BackupManifest(
            made: now,
            tool: tool,
            store: BackupManifest.Store(
                schema: statistics.schemaVersion,
                cycles: statistics.cycles,
                head: head
            ),
            key: newest.map {
                BackupManifest.Key(fingerprint: $0, carried: KeyCopies.fingerprints(in: content).contains($0))
            },
            files: files,
            links: links.filter { link in files.contains { $0.path.hasPrefix(Self.place(of: link)) } }
        )
    }

    /// What a link leads to, as the beginning of the paths below it.
    private static func place(of link: BackupManifest.Link) -> String {
        let folder = BackupManifest.folders(of: link.path).last.map { $0 + "/" } ?? ""
        return folder + link.target
    }

    /// Nil where the file is gone.
    private func copy(_ entry: StateListing.Entry, to content: URL) throws -> BackupManifest.File? {
        let source = state.appending(path: entry.path)
        guard let reading = FileHandle(forReadingAtPath: source.path) else {
            guard Self.exists(source) else { return nil }
            throw BackupError.cannotRead(source.path, reason: "it cannot be opened")
        }
        defer { try? reading.close() }
        do {
            for folder in BackupManifest.folders(of: entry.path) {
                let url = content.appending(path: folder)
                if !Self.exists(url) { try Durable.folder(url) }
            }
            let writing = try Durable.create(content.appending(path: entry.path))
            let (length, sha256) = try HashedCopy.run(from: reading, to: writing)
            try Durable.close(writing)
            let isKey = entry.path.hasPrefix(StateLayout.keys + "/")
            return BackupManifest.File(
                path: entry.path,
                length: length,
                sha256: sha256,
                mode: isKey ? 0o600 : entry.mode & 0o755
            )
        } catch {
            throw BackupError.cannotWrite(
                content.appending(path: entry.path).path,
                reason: Durable.reason(error)
            )
        }
    }

    private func hashed(_ path: String, in content: URL, mode: Int) throws -> BackupManifest.File {
        do {
            let file = try FileHandle(forUpdating: content.appending(path: path))
            let (length, sha256) = try HashedCopy.run(from: file, to: nil)
            try Durable.close(file)
            return BackupManifest.File(path: path, length: length, sha256: sha256, mode: mode)
        } catch {
            throw BackupError.cannotRead(content.appending(path: path).path, reason: Durable.reason(error))
        }
    }
}

/// The signing keys of a folder that is laid out like the state folder.
enum KeyCopies {
    static func fingerprints(in folder: URL) -> Set<String> {
        let keys = folder.appending(path: StateLayout.keys)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: keys.path)) ?? []
        return Set(
            names.filter { $0.hasSuffix(".pem") }.compactMap {
                try? SigningKey(path: keys.appending(path: $0).path).fingerprint
            }
        )
    }
}
