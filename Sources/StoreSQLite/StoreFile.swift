// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Store

/// The file of a store before it is one: looked at, made, backed up, migrated.
struct StoreFile: Sendable {
    let path: String
    let schema: Schema

    /// Makes an empty file that its group may read, so that the log and the index beside it, which take its
    /// mode from SQLite, can be read too.
    func createIfMissing() throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        do {
            try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        } catch {
            throw StoreError.cannotOpen(path: path, reason: StoreError.text(error))
        }
    }

    func openForReading() throws -> DatabasePool {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError.cannotOpen(path: path, reason: "there is no such file")
        }
        let found = try version()
        guard found == schema.version else {
            throw StoreError.olderSchema(found: found, supported: schema.version)
        }
        return try DatabasePool(path: path, configuration: configuration(readOnly: true))
    }

    func openForWriting() throws -> DatabasePool {
        let found = try version()
        if found > 0, found < schema.version { try backUp(version: found) }
        let pool = try DatabasePool(path: path, configuration: configuration(readOnly: false))
        try schema.migrator.migrate(pool)
        try pool.writeWithoutTransaction { database in
            // The pool chose NORMAL, under which a power failure may take back what was committed.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA journal_size_limit = \(16 << 20)")
        }
        return pool
    }

    /// Puts the file at rest, without a log.
    ///
    /// So readers who may not write to its directory can open it: they could not make the log's index. Where
    /// somebody is reading just now, file and log stay as they are.
    func settle() {
        let queue = try? DatabaseQueue(path: path, configuration: configuration(readOnly: false))
        try? queue?.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA busy_timeout = 0")
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try? queue?.close()
    }

    /// The schema version of the file, 0 for one that is still empty.
    ///
    /// Throws where it is not a store, or is one of a version to come. Nothing is written.
    private func version() throws -> Int {
        let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
        defer { try? queue.close() }
        return try queue.read { database in
            let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            if objects == 0 { return 0 }
            guard application == Schema.applicationID else {
                throw StoreError.damaged(reason: "\(path) is a database of another program")
            }
            guard version <= schema.version else {
                throw StoreError.newerSchema(found: version, supported: schema.version)
            }
            return version
        }
    }

    /// Copies the whole store, log included, beside itself; a copy made before stands.
    private func backUp(version: Int) throws {
        let copy = "\(path).v\(version)-backup"
        guard !FileManager.default.fileExists(atPath: copy) else { return }
        let partial = copy + ".partial"
        try? FileManager.default.removeItem(atPath: partial)
        try StoreFile(path: partial, schema: schema).createIfMissing()
        let source = try DatabaseQueue(path: path, configuration: configuration(readOnly: false))
        let target = try DatabaseQueue(path: partial)
        try source.backup(to: target)
        try target.close()
        try source.close()
        try FileManager.default.moveItem(atPath: partial, toPath: copy)
    }

    private func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.label = "chancery.store"
        return configuration
    }
}
