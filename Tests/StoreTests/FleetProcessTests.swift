// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
import Foundation
import Glibc
import Model
import Store
import StorePostgreSQL
import TestSupport
import Testing

/// Daemons as processes of their own that measure one cycle together, one of which may be lost.
@Suite(.serialized) struct FleetProcessTests {
    /// Which daemon is killed in mid-cycle.
    enum Lost: CaseIterable { case nobody, leader, worker }

    @Test(arguments: Lost.allCases)
    func oneCycleIsMeasuredByAllAndEndsWhoeverIsLost(_ lost: Lost) async throws {
        let bench = try await FleetBench(endpoints: 24)
        let (daemons, reader) = try await pair(on: bench)
        var seen: Set<String> = []
        #expect(
            try await eventually(within: .seconds(60)) {
                for share in try await reader.workShares() where share.done > 0 { seen.insert(share.worker) }
                return seen.count == 2
            },
            "\(bench.said("first")) \(bench.said("second"))"
        )
        #expect(try await reader.openCycle() != nil)
        let text = try await bench.run(["status", "--state", bench.state("second")]).text
        #expect(text.contains("process \(daemons[1].identifier) on "), "\(text)")
        if lost != .nobody {
            let gone = lost == .leader ? 0 : 1
            daemons[gone].send(SIGKILL)
            _ = try await daemons[gone].exitStatus(within: .seconds(10))
            try await expire(daemons[gone].identifier, on: bench)
        }
        #expect(
            try await eventually(within: .seconds(90)) {
                let open = try await reader.unsealedCycles().count
                return try await reader.cycles(limit: 9).count - open == 1
            },
            "\(bench.said("first")) \(bench.said("second"))"
        )
        try await expectWhole(reader, bench)
        if lost != .nobody {
            let heir = lost == .leader ? "second" : "first"
            #expect(bench.said(heir).contains("which gave no more sign"), "\(bench.said(heir))")
        }
        try await end(daemons)
        let heir = bench.state(lost == .leader ? "second" : "first")
        let verified = try await bench.run(["verify", heir])
        #expect(verified.status == 0, "\(verified.text)")
    }

    /// Two daemons, the first of which leads, for it made the store.
    private func pair(on bench: FleetBench) async throws -> ([ChildProcess], PostgreSQLStore) {
        let first = try bench.daemon("first")
        #expect(try await eventually(within: .seconds(30)) { await bench.reader() != nil })
        return ([first, try bench.daemon("second")], try #require(await bench.reader()))
    }

    private func end(_ daemons: [ChildProcess]) async throws {
        for daemon in daemons where daemon.isRunning {
            daemon.send(SIGTERM)
            #expect(try await daemon.exitStatus(within: .seconds(30)) == 0)
        }
    }

    /// As if a minute had passed since a process gave a sign.
    private func expire(_ process: Int32, on bench: FleetBench) async throws {
        for table in ["chancery_writer", "chancery_work"] {
            try await bench.cluster.execute(
                """
                UPDATE \(table) SET until = now() - interval '1s'
                WHERE until IS NOT NULL AND name LIKE 'process \(process) on %'
                """,
                in: FleetBench.database
            )
        }
    }

    /// One cycle, every endpoint and address of it once, and nothing that does not hang together.
    private func expectWhole(_ store: PostgreSQLStore, _ bench: FleetBench) async throws {
        let cycle = try #require(try await store.cycles(limit: 9).first)
        let subjects = try await store.visits(in: cycle).map(\.subject)
        #expect(Set(subjects).count == subjects.count)
        #expect(
            Set(subjects.filter { $0.scope == .endpoint }) == Set(bench.endpoints.map(Subject.endpoint))
        )
        #expect(subjects.count { $0.scope == .address } == bench.endpoints.count)
        // The two that share an address were one piece of work.
        try await bench.cluster.execute(
            "DO $$ BEGIN ASSERT (SELECT count(*) FROM chancery_work WHERE done) = \(subjects.count / 2 - 1); END $$",
            in: FleetBench.database
        )
        #expect(try await store.openCycle() == nil)
        #expect(try await store.inconsistencies().isEmpty)
    }

    @Test func whoWasTakenForLostStandsByWhenItIsBack() async throws {
        let bench = try await FleetBench(endpoints: 12)
        let (daemons, reader) = try await pair(on: bench)
        #expect(try await eventually(within: .seconds(30)) { try await !reader.workShares().isEmpty })
        daemons[0].send(SIGSTOP)
        try await expire(daemons[0].identifier, on: bench)
        #expect(
            try await eventually(within: .seconds(90)) { try await reader.cycles(limit: 9).count == 1 },
            "\(bench.said("second"))"
        )
        daemons[0].send(SIGCONT)
        #expect(
            try await eventually(within: .seconds(60)) {
                bench.said("first").contains(
                    "stands by and measures for who leads: process \(daemons[1].identifier)"
                )
            },
            "\(bench.said("first"))"
        )
        try await expectWhole(reader, bench)
        try await end(daemons)
    }

    /// Why a daemon takes no part.
    enum Obstacle: CaseIterable {
        case inventory, selfCheck

        var words: String {
            switch self {
            case .inventory: "its inventory is another"
            case .selfCheck: "self-check not held"
            }
        }

        func lay(on bench: FleetBench) throws {
            switch self {
            case .inventory:
                let other = "[Endpoint other.mfa.example]\nAddress=127.90.1.1\n"
                try bench.write(other, to: "endpoints.d/other.conf")
            case .selfCheck:
                // Beyond what any sound server has: its certificate is called a failure.
                try bench.change("risk-model.conf", "PhaseOutBits=2048", to: "PhaseOutBits=16384")
            }
        }
    }

    @Test(arguments: Obstacle.allCases)
    func whoWouldMeasureOtherwiseMeasuresNothingAndSaysWhy(_ obstacle: Obstacle) async throws {
        let bench = try await FleetBench(endpoints: 12)
        let leader = try bench.daemon("first")
        #expect(try await eventually(within: .seconds(30)) { await bench.reader() != nil })
        try obstacle.lay(on: bench)
        let other = try bench.daemon("second")
        let reader = try #require(await bench.reader())
        #expect(
            try await eventually(within: .seconds(60)) { bench.said("second").contains(obstacle.words) },
            "\(bench.said("second"))"
        )
        #expect(
            try await eventually(within: .seconds(60)) { try await reader.cycles(limit: 9).count == 1 },
            "\(bench.said("first"))"
        )
        #expect(!bench.said("second").contains("endpoints of cycle"))
        try await end([other, leader])
    }
}
#endif
