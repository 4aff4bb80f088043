// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
import Facts
import Foundation
import Glibc
import Model
import Store
import StorePostgreSQL
import Testing

@Suite struct PostgreSQLStoreTests {
    private static func isRefused(_ error: any Error) -> Bool {
        guard case .refused? = error as? StoreError else { return false }
        return true
    }

    /// A cluster of its own for each theme, and a database of its own for each clause.
    @Test(arguments: StoreClause.themes.keys.sorted())
    func keepsTheContract(_ theme: String) async throws {
        let cluster = try await PostgreSQLCluster()
        for (number, clause) in (StoreClause.themes[theme] ?? []).enumerated() {
            let store = try await PostgreSQLStore(address: try await cluster.database("clause\(number)"))
            do {
                try await clause.holds(store)
            } catch {
                Issue.record(error, "\(clause.says)")
            }
            try await store.close()
        }
    }

    @Test func historyCannotBeRewritten() async throws {
        let cluster = try await PostgreSQLCluster()
        let store = try await PostgreSQLStore(address: cluster.address("postgres"))
        let cycle = try await store.open(Sample.plan())
        try await store.record(try Sample.measurement(of: Sample.address(1)), in: cycle)
        let tracked = try await store.judge([Sample.finding(Sample.failure())], in: cycle, at: Sample.start)
        try await store.close(cycle, at: Sample.hour(1), posture: Sample.posture(at: Sample.start, tracked))
        for statement in [
            "UPDATE transition SET state = 'pass'", "DELETE FROM transition", "TRUNCATE transition CASCADE",
            "UPDATE finding SET check_id = 'x'", "UPDATE visit SET record = ''", "DELETE FROM visit",
            "DELETE FROM fact", "UPDATE fact SET body = ''", "UPDATE fact SET kind = 'x'",
            "UPDATE manifest SET body = ''", "DELETE FROM manifest_fact", "UPDATE estate SET body = ''",
            "DELETE FROM cycle", "UPDATE cycle SET started = 0",
            "UPDATE cycle SET state = 'open', finished = NULL", "UPDATE posture SET record = ''",
            "DELETE FROM posture_part", "UPDATE subject SET name = 'x'",
        ] {
            await #expect {
                try await cluster.execute(statement, in: "postgres")
            } throws: { error in
                let words = "\(error)"
                return words.contains("is append-only") || words.contains("the cycle has ended")
            }
        }
        #expect(try await store.inconsistencies().isEmpty)
    }

    @Test func whatWasAlteredIsNamed() async throws {
        let cluster = try await PostgreSQLCluster()
        let store = try await PostgreSQLStore(address: cluster.address("postgres"))
        let cycle = try await store.open(Sample.plan())
        try await store.record(try Sample.measurement(of: Sample.address(1)), in: cycle)
        _ = try await store.judge([Sample.finding(Sample.failure())], in: cycle, at: Sample.start)
        for (statement, words) in [
            ("UPDATE fact SET body = 'x'", "fact 1: the body does not have its hash"),
            ("UPDATE transition SET state = 'pass'", "its columns are not what its record says"),
            ("UPDATE standing SET seen = 1", "it does not stand where its history ends"),
        ] {
            try await cluster.execute("SET session_replication_role = replica; \(statement)", in: "postgres")
            #expect(try await store.inconsistencies().contains { $0.contains(words) }, "\(statement)")
        }
    }

    @Test func aReaderSeesWhatARunningWriterCommittedAndWritesNothing() async throws {
        let cluster = try await PostgreSQLCluster()
        let address = cluster.address("postgres")
        await #expect(throws: StoreError.self) {
            _ = try await PostgreSQLStore(address: address, readOnly: true)
        }
        let writer = try await PostgreSQLStore(address: address)
        let reader = try await PostgreSQLStore(address: address, readOnly: true)
        let cycle = try await writer.open(Sample.plan())
        #expect(try await reader.openCycle() == cycle)
        await #expect(throws: StoreError.self) { _ = try await reader.open(Sample.plan()) }
        try await writer.abandon(cycle, at: Sample.hour(1), because: "stopped")
        #expect(try await reader.openCycle() == nil)
    }

    @Test func aSecondWriterIsRefusedByNameOfTheFirstUntilThatGivesNoSign() async throws {
        let cluster = try await PostgreSQLCluster()
        let address = cluster.address("postgres")
        let first = try await PostgreSQLStore(address: address, now: Sample.start)
        let cycle = try await first.open(Sample.plan())
        let name =
            "process \(getpid()) on \(ProcessInfo.processInfo.hostName) since "
            + Sample.start.formatted(.iso8601)
        await #expect(throws: StoreError.locked(path: first.place, holder: name)) {
            _ = try await PostgreSQLStore(address: address)
        }
        // As if it had been cut off for longer than it may be.
        try await cluster.execute("UPDATE chancery_writer SET until = now() - interval '1s'", in: "postgres")
        let second = try await PostgreSQLStore(address: address)
        #expect(try await second.openCycle() == cycle)
        try await second.record(try Sample.measurement(of: Sample.address(1)), in: cycle)
        let late = try Sample.measurement(of: Sample.address(2))
        await #expect(throws: StoreError.self) { try await first.record(late, in: cycle) }
        #expect(try await second.measuredSubjects(in: cycle) == [Sample.address(1)])
        try await second.close()
        let third = try await PostgreSQLStore(address: address)
        #expect(try await third.measuredSubjects(in: cycle) == [Sample.address(1)])
    }

    @Test func aNewerSchemaIsRefusedByNameOfBothVersions() async throws {
        let cluster = try await PostgreSQLCluster()
        let address = cluster.address("postgres")
        let store = try await PostgreSQLStore(address: address)
        let version = try await store.statistics().schemaVersion
        try await store.close()
        try await cluster.execute("UPDATE chancery_store SET version = version + 1", in: "postgres")
        for readOnly in [true, false] {
            await #expect(throws: StoreError.newerSchema(found: version + 1, supported: version)) {
                _ = try await PostgreSQLStore(address: address, readOnly: readOnly)
            }
        }
    }

    @Test func aServerThatIsAwayIsNamedWithoutThePassword() async throws {
        let address = "postgresql://chancery:secret@127.0.0.1:1/chancery"
        await #expect {
            _ = try await PostgreSQLStore(address: address, patience: .milliseconds(200))
        } throws: { error in
            guard case .unreachable(let place, _)? = error as? StoreError else { return false }
            return place == "postgresql://chancery@127.0.0.1:1/chancery" && !"\(error)".contains("secret")
        }
    }
}

extension StoreClause {
    static let themes = [
        "bundles": bundles, "cycles": cycles, "evidence": evidence, "figures": figures, "filters": filters,
        "findings": findings, "housekeeping": housekeeping, "outbox": outbox, "postures": postures,
        "seals": seals,
    ]
}
#endif
