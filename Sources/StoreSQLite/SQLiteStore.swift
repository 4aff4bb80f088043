// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import GRDB
package import Store

/// The store in one SQLite file: a write-ahead log, one writer under a lock, any number of readers.
///
/// The verbs of `Store` are in the extensions, one file a theme.
package final class SQLiteStore: Store {
    let path: String
    let schema: Schema
    private let pool: DatabasePool
    /// Nil for a reader.
    private let lock: WriterLock?

    /// Opens the store at `path`, and as a writer creates it, or brings an older one up to the schema after
    /// copying it to `PATH.v<version>-backup`.
    ///
    /// A writer holds a lock on `PATH.lock` until it is closed or goes; readers need none and see what a
    /// running writer has committed. `now` is named in the lock for whoever finds it taken.
    package init(path: String, readOnly: Bool = false, now: Date = Date(), schema: Schema = .current)
        throws(StoreError)
    {
        self.path = path
        self.schema = schema
        do {
            let file = StoreFile(path: path, schema: schema)
            if readOnly {
                lock = nil
                pool = try file.openForReading()
            } else {
                try file.createIfMissing()
                lock = try WriterLock(beside: path, now: now)
                pool = try file.openForWriting()
            }
        } catch {
            throw StoreError(error, while: .reading, at: path)
        }
    }

    /// Moves the write-ahead log into the file, closes the connections and drops the lock; every later call
    /// throws.
    ///
    /// Nothing is lost where it is not called: whoever opens the store next reads the log.
    package func close() throws(StoreError) {
        defer { lock?.release() }
        do {
            try pool.close()
        } catch {
            throw StoreError(error, while: .writing, at: path)
        }
        if lock != nil { StoreFile(path: path, schema: schema).settle() }
    }

    /// Runs one transaction; whatever it throws rolls it back.
    func write<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value)
        async throws(StoreError) -> Value
    {
        guard lock != nil else { throw .refused(reason: "the store \(path) was opened for reading only") }
        do {
            return try await pool.write(body)
        } catch {
            throw StoreError(error, while: .writing, at: path)
        }
    }

    /// Runs queries on one snapshot.
    func read<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value)
        async throws(StoreError) -> Value
    {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error, while: .reading, at: path)
        }
    }

    /// Copies one snapshot, in one step, to a database that nobody else uses.
    func backUp(to target: DatabaseQueue) throws { try pool.backup(to: target) }

    /// Moves the log into the file and cuts it to nothing; where a reader still needs it, a later call does.
    func emptyLog() async {
        _ = try? await pool.writeWithoutTransaction { database in try database.checkpoint(.truncate) }
    }
}
