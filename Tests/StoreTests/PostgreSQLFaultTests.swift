// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
import Facts
import Foundation
import Glibc
import Model
import Store
import StorePostgreSQL
import Testing

/// A server that goes away in the middle loses nothing that was committed, and work goes on when it is back.
@Suite struct PostgreSQLFaultTests {
    @Test func aCycleOutlivesRestartsAndACrash() async throws {
        let cluster = try await PostgreSQLCluster()
        let store = try await PostgreSQLStore(address: cluster.address("postgres"))
        let cycle = try await store.open(Sample.plan())
        let work = Task {
            for index in 1...150 {
                let visit = try Sample.measurement(of: Sample.address(index), "\(index)")
                try await store.record(visit, in: cycle)
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        for signal in [SIGINT, SIGQUIT] {
            try await Task.sleep(for: .milliseconds(300))
            try await cluster.stop(signal)
            try await Task.sleep(for: .milliseconds(300))
            try await cluster.start()
        }
        try await work.value
        #expect(try await store.measuredSubjects(in: cycle) == Set((1...150).map(Sample.address)))
        #expect(try await store.statistics().facts == 150)
        let tracked = try await store.judge([Sample.finding(.pass)], in: cycle, at: Sample.hour(1))
        try await store.close(cycle, at: Sample.hour(1), posture: Sample.posture(at: Sample.hour(1), tracked))
        #expect(try await store.inconsistencies().isEmpty)
    }

    @Test func whatIsWrittenWhileConnectionsAreCutIsWrittenOnce() async throws {
        let cluster = try await PostgreSQLCluster()
        let store = try await PostgreSQLStore(address: try await cluster.database("chancery"))
        let cycle = try await store.open(Sample.plan())
        try await store.abandon(cycle, at: Sample.hour(1), because: "stopped")
        let cutting = Task {
            var cuts = 0
            while !Task.isCancelled {
                if (try? await cluster.cut("chancery")) != nil { cuts += 1 }
                try? await Task.sleep(for: .milliseconds(7))
            }
            return cuts
        }
        for number in 1...300 {
            try await store.record(
                ReportRecord(
                    cycle: cycle.id,
                    written: Sample.start,
                    format: "html",
                    path: "\(number)",
                    sha256: "\(number)"
                )
            )
        }
        cutting.cancel()
        #expect(await cutting.value > 3)
        #expect(try await store.reports(limit: 1000).map(\.path) == (1...300).reversed().map { "\($0)" })
    }

    @Test func callsSideBySideKeepEachFactOnce() async throws {
        let cluster = try await PostgreSQLCluster()
        let store = try await PostgreSQLStore(address: cluster.address("postgres"), connections: 8)
        let cycle = try await store.open(Sample.plan())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let visit = try Sample.measurement(of: Sample.address(index % 32), "\(index % 4)")
                    try await store.record(visit, in: cycle)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.measurements(in: cycle).count == 32)
        #expect(try await store.statistics().facts == 4)
        #expect(try await store.inconsistencies().isEmpty)
    }
}
#endif
