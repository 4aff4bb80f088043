// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Laboratory
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// The program under a clock that was set: what it kept stays, and it never waits for a time that is far off.
@Suite(.serialized)
struct JumpingClockTests {
    private static let day = 86_400

    private let folder: TemporaryFolder
    private let library: URL
    private let file: URL

    init() throws {
        folder = try TemporaryFolder()
        library = folder.url.appending(path: "set-clock.so")
        file = folder.url.appending(path: "seconds")
        let source = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/clock/set-clock.c")
        let (status, _) = try ChildProcess.output(
            of: "/usr/bin/env",
            ["clang", "-shared", "-fPIC", "-O1", "-o", library.path, source.path]
        )
        try #require(status == 0, "the compiler that comes with Swift")
    }

    private func set(days: Int) throws {
        try "\(days * Self.day)".write(to: file, atomically: true, encoding: .utf8)
    }

    /// The variables for a clock that is off by some days, which `set` changes.
    private func clock(days: Int) throws -> [String: String] {
        try set(days: days)
        return ["LD_PRELOAD": library.path, "SET_CLOCK_FILE": file.path]
    }

    @Test func aClockThatGoesAYearAheadAndBackLosesNothing() async throws {
        let bench = try await FaultBench([nil, .expired])
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        let numbers = try await bench.numbers()
        // A year ahead, a day before the first, and right again.
        for (days, went) in [(365, false), (-1, true), (0, true)] {
            let before = try await bench.statistics()
            #expect(
                try await bench.run("assess", environment: clock(days: days)) == 0,
                "\(days): \(bench.said)"
            )
            try await bench.expectWhole(since: before, clockWentBack: went, "\(days) days")
            #expect(try await bench.numbers() == numbers, "\(days) days")
        }
        let cycles = try await bench.reader().cycles(limit: 10)
        #expect(cycles.count == 4)
        let year = try #require(cycles.first { $0.id == 2 })
        #expect(year.started.timeIntervalSinceNow > 360 * 86_400)
        await bench.end()
    }

    /// The newest cycle is a year ahead: the next one is due now, not in a year.
    @Test func aDaemonDoesNotWaitForACycleOfAClockThatWasWrong() async throws {
        let bench = try await FaultBench([nil])
        #expect(try await bench.run("assess", environment: clock(days: 365)) == 0, "\(bench.said)")
        let daemon = try bench.start("daemon")
        #expect(
            try await eventually(within: .seconds(60)) {
                try await bench.reader().cycles(limit: 1).first?.id == 2
            },
            "\(bench.said)"
        )
        daemon.send(SIGTERM)
        #expect(try await daemon.exitStatus(within: .seconds(20)) == 0)
        await bench.end()
    }

    /// While it waits for the next cycle the clock goes back by a day: the cycle comes when its interval is over.
    @Test func aClockThatIsSetBackWhileItWaitsHoldsNoCycleBack() async throws {
        let bench = try await FaultBench([nil], settings: "Interval=1m\nJitter=0s")
        let daemon = try bench.start("daemon", environment: clock(days: 0))
        #expect(
            try await eventually(within: .seconds(60)) { bench.said.contains("report written") },
            "\(bench.said)"
        )
        try set(days: -1)
        #expect(
            try await eventually(within: .seconds(120)) {
                try await bench.reader().cycles(limit: 1).first?.id == 2
            },
            "\(bench.said)"
        )
        let second = try #require(try await bench.reader().cycles(limit: 1).first)
        #expect(second.started.timeIntervalSinceNow < -80_000)
        daemon.send(SIGTERM)
        #expect(try await daemon.exitStatus(within: .seconds(20)) == 0)
        await bench.end()
    }
}
