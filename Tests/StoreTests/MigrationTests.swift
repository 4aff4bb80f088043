// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Model
import Store
import StoreSQLite
import Testing

/// A store of schema version 1, brought to the present one.
@Suite struct MigrationTests {
    /// By check, one verdict an hour.
    private static let histories: [String: [Verdict]] = [
        "a.resolved": [Sample.failure(), Sample.silence, .pass, .pass],
        "b.open": [.pass, Sample.failure(), Sample.failure("ssl3"), Sample.silence],
        "c.gone": [Sample.failure(), .notApplicable(because: "no TLS")],
        "d.sound": [.pass, .pass],
        "e.again": [.pass, Sample.failure(), .pass, Sample.failure(), .pass, Sample.failure()],
        "f.unseen": [Sample.silence, .pass, Sample.silence, Sample.failure(), .pass, Sample.silence],
    ]
    private static let columns = [
        "estate": "id, hash, body",
        "cycle": "id, started, finished, state, reason, estate, vantage, tool, judged",
        "subject": "id, scope, name, endpoint",
        "finding": "number, check_id, subject",
        "standing": "finding, transition, cycle, seen",
    ]

    private let directory: TemporaryDirectory
    private let old: String

    init() throws {
        directory = try TemporaryDirectory()
        old = directory.path + "/old.db"
    }

    /// Judges the histories with the present schema, and copies what version 1 had of it into a file of version 1.
    private func makeOldStore() async throws {
        let store = try SQLiteStore(path: directory.database)
        for hour in 0..<6 {
            let cycle = try await store.open(Sample.plan(at: Sample.hour(hour)))
            let findings = Self.histories.compactMap { check, verdicts in
                verdicts.indices.contains(hour)
                    ? Sample.finding(check, Sample.address(1), verdicts[hour]) : nil
            }
            _ = try await store.judge(findings, in: cycle, at: Sample.hour(hour))
            try await store.close(cycle, at: Sample.hour(hour), posture: Sample.posture())
        }
        try store.close()
        try SQLiteStore(path: old, schema: Schema(steps: Array(Schema.current.steps.prefix(1)))).close()
        let database = try DatabaseQueue(path: old)
        let source = directory.database
        try await database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: "ATTACH ? AS new", arguments: [source])
            for (table, columns) in Self.columns {
                try database.execute(
                    sql: "INSERT INTO \(table) (\(columns)) SELECT \(columns) FROM new.\(table)"
                )
            }
            // As version 1 counted: resolved by a pass, reopened by a failure after it.
            try database.execute(
                sql: """
                    INSERT INTO transition
                    (id, finding, cycle, state, since, first_failed, reopened, resolved, record)
                    SELECT id, finding, cycle, state, since, first_failed,
                    CASE WHEN finding = (SELECT number FROM finding WHERE check_id = 'e.again')
                    THEN (id > 4 AND since >= ?) + (since >= ?) ELSE 0 END,
                    first_failed IS NOT NULL AND clean IS NOT NULL AND state <> 'not_applicable', record
                    FROM new.transition
                    """,
                arguments: [
                    Int(Sample.hour(3).timeIntervalSince1970), Int(Sample.hour(5).timeIntervalSince1970),
                ]
            )
        }
        try database.close()
    }

    private func records(in path: String) throws -> [Data] {
        let database = try DatabaseQueue(path: path)
        defer { try? database.close() }
        return try database.read { try Data.fetchAll($0, sql: "SELECT record FROM transition ORDER BY id") }
    }

    @Test func whatWasResolvedIsClosedAndNoRecordChanges() async throws {
        try await makeOldStore()
        let before = try records(in: old)
        let store = try SQLiteStore(path: old)
        let standings = try await store.standings(after: 6)
        let courses = Dictionary(
            standings.map { ($0.key.check, $0.value.standing.course) },
            uniquingKeysWith: { first, _ in first }
        )
        func hours(_ dates: [Date]) -> [Int] {
            dates.map { Int($0.timeIntervalSince(Sample.start) / 3600) }
        }
        #expect(courses.count == Self.histories.count)
        #expect(courses["a.resolved"]?.closed == Sample.hour(2))
        #expect(courses["b.open"]?.failure == Sample.failure("ssl3"))
        #expect(courses["b.open"]?.closed == nil && courses["b.open"]?.clean == nil)
        #expect(courses["c.gone"]?.closed == Sample.hour(1))
        #expect(courses["d.sound"] == Course(clean: Sample.hour(0)))
        #expect(courses["e.again"]?.reopened == 2)
        #expect(courses["e.again"]?.lastReopened == Sample.hour(5))
        #expect(courses["f.unseen"]?.closed == Sample.hour(4))
        let turns = courses.mapValues { hours($0.turns) }
        #expect(
            turns == [
                "a.resolved": [2], "b.open": [1], "c.gone": [1], "d.sound": [], "e.again": [1, 2, 3, 4, 5],
                "f.unseen": [3, 4],
            ]
        )
        #expect(courses.values.allSatisfy { $0.mended == nil })
        try store.close()
        #expect(try records(in: old) == before)
        #expect(before.count > 15)
    }

    @Test func anOlderStandingIsMigratedAsItWas() async throws {
        try await makeOldStore()
        let store = try SQLiteStore(path: old)
        let standing = try await store.standings(after: 4).first { $0.key.check == "e.again" }?.value.standing
        #expect(standing?.course.turns == [1, 2, 3].map(Sample.hour))
        #expect(standing?.course.lastReopened == Sample.hour(3))
        try store.close()
    }

    @Test func whatIsJudgedAfterwardsGoesOnFromThere() async throws {
        try await makeOldStore()
        let store = try SQLiteStore(path: old)
        let cycle = try await store.open(Sample.plan(at: Sample.hour(9)))
        let verdicts = [("a.resolved", Sample.failure()), ("b.open", .pass), ("c.gone", .pass)]
        let judged = try await store.judge(
            verdicts.map { Sample.finding($0, Sample.address(1), $1) },
            in: cycle,
            at: Sample.hour(9)
        )
        #expect(judged.map(\.reopened) == [1, 0, 0])
        #expect(judged.map(\.isOpen) == [true, true, false])
        #expect(judged[1].mended == Mended(failure: Sample.failure("ssl3"), clean: Sample.hour(9)))
        #expect(judged[0].firstFailed == Sample.hour(0))
        try store.close()
    }

    @Test func historyStaysAppendOnly() async throws {
        try await makeOldStore()
        try SQLiteStore(path: old).close()
        try expectAppendOnly()
    }

    private func expectAppendOnly() throws {
        let database = try DatabaseQueue(path: old)
        defer { try? database.close() }
        for statement in ["UPDATE transition SET clean = 1", "DELETE FROM transition"] {
            #expect(throws: DatabaseError.self) {
                try database.write { try $0.execute(sql: statement) }
            }
        }
        let left = try database.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE name IN ('turn', 'course')"
            )
        }
        #expect(left.isEmpty)
    }
}
