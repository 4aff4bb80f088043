// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import GRDB
import Model
import Pipeline
import Proof
import Store
import StoreSQLite
import TestSupport
import Testing

@testable import chancery

/// Stores whose cycles were signed, as they are and with one thing altered.
struct VerificationTests {
    /// Rows are numbered for the database's own sake; these numbers say nothing and nothing refers to them.
    private static let surrogates: Set<String> = [
        "visit.id", "transition.id", "posture_part.id", "signing_key.id",
    ]

    /// Three signed cycles a day apart, with a report after the second.
    private struct SignedStore {
        let folder: TemporaryFolder
        let path: String
        let heads: [CycleHead]

        init() async throws {
            let ministry = try await ScriptedMinistry.afterOneCycle()
            folder = ministry.folder
            path = folder.url.appending(path: "chancery.db").path
            let store = ministry.store
            for day in 1...2 {
                let newest = try #require(try await store.cycles(limit: 1).first)
                let now = ScriptedMinistry.start.addingTimeInterval(Double(day) * 86_400)
                let visits = [
                    try ScriptedMinistry.visit(
                        "www.mfa.example",
                        from: "2026-10-24",
                        until: "2027-01-22",
                        bits: day == 1 ? 1024 : 2048
                    ),
                    try ScriptedMinistry.visit("old.mfa.example", from: "2026-08-01", until: "2026-11-01"),
                ]
                try await store.record(
                    ReportRecord(cycle: newest.id, written: now, format: "html", path: "a", sha256: "b")
                )
                try await ministry.keep(visits, of: try await store.estate(of: newest), at: now)
            }
            heads = try await Sealer.open(store, state: folder.url, credentials: nil).sealEnded()
            try store.close()
        }
    }

    private static func verify(_ path: String, trusted: String? = nil) async throws -> StoreVerification {
        let store = try SQLiteStore(path: path, readOnly: true)
        let result = try await StoreVerification(of: store, trusted: trusted)
        try store.close()
        return result
    }

    @Test func aStoreThatNobodyTouchedHolds() async throws {
        let signed = try await SignedStore()
        let (path, heads) = (signed.path, signed.heads)
        #expect(heads.map(\.cycle) == [1, 2, 3])
        let found = try await Self.verify(path, trusted: heads[0].key)
        #expect(found.faults.isEmpty, "\(found.faults)")
        #expect(found.proven == 3 && found.unsealed.isEmpty)
        #expect(found.newest?.head == heads[2])
        #expect(found.fingerprints == [heads[0].key])
        let stranger = String(repeating: "0", count: 64)
        #expect(try await Self.verify(path, trusted: stranger).faults.count == 1)
    }

    /// Any value of any row but numbers that say nothing, altered in one bit.
    @Test func anyAlterationIsFound() async throws {
        let signed = try await SignedStore()
        let path = signed.path
        let database = try DatabaseQueue(path: path)
        try await database.write { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            for trigger in try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ) {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
        }
        var random = SeededGenerator(seed: 20_261_127)
        var trials = 0
        while trials < 1000 {
            guard let change = try Alteration.make(in: database, sparing: Self.surrogates, &random)
            else { continue }
            trials += 1
            let found = try await Self.verify(path)
            #expect(!found.faults.isEmpty, "\(change)")
            try change.undo(in: database)
        }
        #expect(try await Self.verify(path).faults.isEmpty)
    }

    @Test func aRecordThatIsTakenAwayIsMissed() async throws {
        let signed = try await SignedStore()
        let path = signed.path
        let database = try DatabaseQueue(path: path)
        try await database.write { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: "DROP TRIGGER visit_is_kept")
            try database.execute(
                sql: "DELETE FROM visit WHERE cycle = 2 AND id = (SELECT min(id) FROM visit WHERE cycle = 2)"
            )
        }
        let found = try await Self.verify(path)
        #expect(found.faults == ["cycle 2: 1 records that were signed are missing"])
        #expect(found.proven == 2)
    }

    @Test func whatRetentionDropsIsNoAlteration() async throws {
        let signed = try await SignedStore()
        let path = signed.path
        let store = try SQLiteStore(path: path)
        _ = try await store.prune(before: Date(timeIntervalSince1970: 4_000_000_000))
        try store.close()
        #expect(try await Self.verify(path).faults.isEmpty)
    }

    @Test func aNewKeyIsIntroducedByTheOldOne() async throws {
        let signed = try await SignedStore()
        let (folder, path, heads) = (signed.folder, signed.path, signed.heads)
        let store = try SQLiteStore(path: path)
        let keys = KeyFolder(of: folder.url)
        let old = try keys.key(known: heads[0].key)
        let new = try await keys.rotate(from: old, at: Date()) { try await store.introduce($0) }
        #expect(new.fingerprint != old.fingerprint)
        #expect(try keys.key(known: new.fingerprint).fingerprint == new.fingerprint)
        // Nothing new has ended, and the new key is the one that would sign it.
        #expect(try await Sealer.open(store, state: folder.url, credentials: nil).sealEnded().isEmpty)
        await #expect(throws: SealerError.otherKey(known: new.fingerprint, given: old.fingerprint)) {
            try await Sealer(store: store, key: old).sealEnded()
        }
        try store.close()
        for fingerprint in [old.fingerprint, new.fingerprint] {
            #expect(try await Self.verify(path, trusted: fingerprint).faults.isEmpty)
        }
    }

    /// The process ended after the new key was introduced and before the old one was put away.
    @Test func aChangeOfKeysThatWasCutOffIsFinished() async throws {
        let signed = try await SignedStore()
        let (folder, path, heads) = (signed.folder, signed.path, signed.heads)
        let store = try SQLiteStore(path: path)
        let keys = KeyFolder(of: folder.url)
        let old = try keys.key(known: heads[0].key)
        let successor = try SigningKey.generate()
        try successor.write(to: folder.url.appending(path: "keys/signing-next.pem").path)
        #expect(try keys.key(known: heads[0].key).fingerprint == old.fingerprint)
        try await store.introduce(try successor.introduced(at: Date(), by: old))
        _ = try await Sealer.open(store, state: folder.url, credentials: nil).sealEnded()
        #expect(try keys.key(known: successor.fingerprint).fingerprint == successor.fingerprint)
        try store.close()
    }
}

/// The document of `verify`, byte for byte, and its exit status; `CHANCERY_RECORD_FIXTURES=1` writes the document anew, and
/// Scripts/check-schemas holds it against the published schema.
struct VerificationDocumentTests {
    @Test func aVerificationIsADocument() throws {
        let document = VerificationDocument(
            holds: false,
            faults: ["transition 17 of finding F-3, cycle 2: it is not what was signed"],
            cycles: 1,
            records: 40,
            unsealedCycles: [3],
            newestHead: VerificationDocument.Head(
                cycle: 1,
                ended: Date(timeIntervalSince1970: 1_795_780_800),
                sha256: String(repeating: "ab", count: 32),
                root: String(repeating: "cd", count: 32)
            ),
            signingKeys: [String(repeating: "ef", count: 32)]
        )
        let text = try JSONText.encode(document) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/verification.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
    }

    @Test func aWrongFingerprintIsRefused() {
        for key in ["", "12", String(repeating: "g", count: 64)] {
            #expect(throws: (any Error).self) { try Verify.parse(["--key", key]) }
        }
        #expect(throws: Never.self) {
            try Verify.parse(["./state", "--key", String(repeating: "A", count: 64)])
        }
    }
}

/// One bit of one value of one row, altered, with the way back.
private struct Alteration: CustomStringConvertible {
    let description: String
    private let statement: String
    private let row: Int64
    private let before: DatabaseValue

    /// Nil where the draw hit nothing, or what the database itself refuses.
    static func make(
        in database: DatabaseQueue,
        sparing spared: Set<String>,
        _ random: inout SeededGenerator
    ) throws -> Alteration? {
        try database.write { database in try draw(database, spared, &random) }
    }

    private static func draw(
        _ database: Database,
        _ spared: Set<String>,
        _ random: inout SeededGenerator
    ) throws -> Alteration? {
        let tables = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND name NOT LIKE 'grdb_%' ORDER BY name
                """
        )
        guard let table = tables.randomElement(using: &random) else { return nil }
        // A table without row ids has no other columns than its key.
        let isPlain = table != "manifest_fact"
        let columns = try database.columns(in: table).map(\.name).filter {
            !spared.contains("\(table).\($0)")
        }
        let number = isPlain ? "rowid" : "manifest * 1000000 + fact"
        let rows = try Int64.fetchAll(database, sql: "SELECT \(number) FROM \(table) ORDER BY 1")
        guard let column = columns.randomElement(using: &random), let row = rows.randomElement(using: &random)
        else { return nil }
        let read = "SELECT \"\(column)\" FROM \(table) WHERE \(number) = ?"
        guard let before = try DatabaseValue.fetchOne(database, sql: read, arguments: [row]),
            let after = altered(before, &random)
        else { return nil }
        let change = "UPDATE \(table) SET \"\(column)\" = ? WHERE \(number) = ?"
        guard (try? database.execute(sql: change, arguments: [after, row])) != nil else { return nil }
        // The row may be known by the very value that is altered.
        var place = row
        if isPlain, case .int64(let moved) = after.storage, try isRowID(column, of: table, database) {
            place = moved
        }
        if !isPlain, case .int64(let moved) = after.storage {
            place =
                column == "manifest"
                ? moved * 1_000_000 + row % 1_000_000 : row / 1_000_000 * 1_000_000 + moved
        }
        return Alteration(
            description: "\(table).\(column) of row \(row): \(before) became \(after)",
            statement: change,
            row: place,
            before: before
        )
    }

    private static func isRowID(_ column: String, of table: String, _ database: Database) throws -> Bool {
        let key = try database.primaryKey(table)
        return key.isRowID && key.columns == [column]
    }

    private static func altered(_ value: DatabaseValue, _ random: inout SeededGenerator) -> DatabaseValue? {
        switch value.storage {
        case .int64(let number):
            return (number ^ (1 << Int64.random(in: 0..<20, using: &random))).databaseValue
        case .string(let text):
            var bytes = Array(text.utf8)
            guard !bytes.isEmpty else { return nil }
            bytes[Int.random(in: bytes.indices, using: &random)] ^= 1
            return String(decoding: bytes, as: UTF8.self).databaseValue
        case .blob(let data):
            var bytes = Array(data)
            guard !bytes.isEmpty else { return nil }
            bytes[Int.random(in: bytes.indices, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            return Data(bytes).databaseValue
        case .double, .null: return nil
        }
    }

    func undo(in database: DatabaseQueue) throws {
        try database.write { database in
            try database.execute(sql: statement, arguments: [before, row])
            guard database.changesCount == 1 else {
                throw DatabaseError(message: "not undone: \(description)")
            }
        }
    }
}
