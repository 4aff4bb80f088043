// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Store

/// Gives all rows of a store that nobody writes meanwhile.
package protocol RowSource: Sendable {
    /// The rows of a table behind a key, in the order of keys; the first ones where it is nil.
    func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) async throws -> [[StoredValue]]
}

/// A new store that takes rows, and is one when all are in.
package protocol RowSink: RowSource {
    func put(_ rows: [[StoredValue]], into table: StoredTable) async throws
    /// Makes it a store that is opened; without it, it is none.
    func finish() async throws
}

/// Carries a store over to another database, row by row, numbers and bytes as they are.
package enum RowCopy {
    private static let batch = 500

    /// What a table came to.
    package struct Tally: Hashable, Sendable {
        package let table: String
        package let rows: Int
        /// SHA-256 over all values in the order of keys, lower-case hex.
        package let sha256: String
    }

    /// Why a copy is none.
    package struct Difference: Error, Hashable, Sendable, CustomStringConvertible {
        package let table: String

        package var description: String {
            "the table \(table) is not the same in the copy; nothing was kept of it"
        }
    }

    /// Copies all tables, reads the copy again and compares before it is made a store.
    ///
    /// - Returns: What each table came to, the same in both.
    package static func run(from source: some RowSource, to sink: some RowSink) async throws -> [Tally] {
        var given: [Tally] = []
        for table in StoredTable.all {
            given.append(try await tally(table, of: source) { try await sink.put($0, into: table) })
        }
        for (table, tally) in zip(StoredTable.all, given) {
            guard try await self.tally(table, of: sink, { _ in }) == tally else {
                throw Difference(table: table.name)
            }
        }
        try await sink.finish()
        return given
    }

    private static func tally(
        _ table: StoredTable,
        of source: some RowSource,
        _ take: ([[StoredValue]]) async throws -> Void
    ) async throws -> Tally {
        guard var hash = SHA256Stream() else {
            throw StoreError.refused(reason: "OpenSSL has no memory for SHA-256")
        }
        var count = 0
        var key: [StoredValue]?
        while true {
            let rows = try await source.rows(of: table, after: key, limit: batch)
            guard let last = rows.last else { break }
            try await take(rows)
            for value in rows.joined() where !hash.update(value.form) {
                throw StoreError.refused(reason: "OpenSSL computes no SHA-256")
            }
            count += rows.count
            key = Array(last.prefix(table.keys))
        }
        guard let sha256 = hash.hex() else {
            throw StoreError.refused(reason: "OpenSSL computes no SHA-256")
        }
        return Tally(table: table.name, rows: count, sha256: sha256)
    }
}
