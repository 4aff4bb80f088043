// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import GRDB
package import Store

/// Copies of a store's file, and what can be told of one before it is used.
extension SQLiteStore {
    /// Writes what is committed at this moment to a new file at rest, by SQLite's online backup, beside a running writer too.
    package func copy(to path: String) throws(StoreError) {
        do {
            let file = StoreFile(path: path, schema: schema)
            try file.createIfMissing()
            let target = try DatabaseQueue(path: path)
            try backUp(to: target)
            try target.close()
            file.settle()
        } catch {
            throw StoreError(error, while: .writing, at: path)
        }
    }

    /// The newest schema version that this program knows.
    package static var schemaVersion: Int { Schema.current.version }

    /// What SQLite finds wrong in a file that nobody uses: pages, indexes, references; empty where it is sound.
    ///
    /// Throws where it is no store, or one of a version to come.
    package static func faults(ofFileAt path: String) throws(StoreError) -> [String] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { database in
                let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter {
                    $0 != "ok"
                }
                let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20)
                return pages
                    + references.map { "a row of \($0[0] as String) refers to none of \($0[2] as String)" }
            }
        } catch {
            throw StoreError(error, while: .reading, at: path)
        }
    }
}

/// The right to write the store of a state folder, for who replaces it whole; no store need be there.
package final class StoreReservation: Sendable {
    private let lock: WriterLock

    /// Throws `StoreError.locked`, which names the holder, where a daemon or another writer is at work.
    package init(ofStoreAt path: String, now: Date = Date()) throws(StoreError) {
        lock = try WriterLock(beside: path, now: now)
    }

    package func release() { lock.release() }
}
