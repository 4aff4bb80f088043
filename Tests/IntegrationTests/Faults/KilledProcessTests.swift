// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Laboratory
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// The program killed at any moment, as by a power failure.
@Suite(.serialized)
struct KilledProcessTests {
    /// `CHANCERY_KILLS=200 swift test --filter KilledProcessTests` tries as many moments.
    private static let kills =
        ProcessInfo.processInfo.environment["CHANCERY_KILLS"].flatMap { Int($0) } ?? 8

    @Test func whatIsKilledAtAnyMomentLosesNothingAndGoesOn() async throws {
        let bench = try await FaultBench([nil, .expired])
        var status: Int32?
        let span = try await ContinuousClock().measure { status = try await bench.run("assess") }
        #expect(status == 0, "\(bench.said)")
        let numbers = try await bench.numbers()
        var generator = SeededGenerator(seed: 20_261_128)
        var interrupted = 0
        var moment = 0
        // On a busy machine all moments may miss the cycle; then some more are tried.
        while moment < Self.kills || (interrupted == 0 && moment < 6 * Self.kills) {
            // The daemon goes on at once where a cycle is open, and else waits; both are killed.
            let process = try bench.start(moment % 3 == 2 ? "daemon" : "assess")
            try await Task.sleep(for: span * Double.random(in: 0...1.05, using: &generator))
            let before = try await bench.statistics()
            process.send(SIGKILL)
            _ = try await process.exitStatus(within: .seconds(10))
            if try await bench.reader().openCycle() != nil { interrupted += 1 }
            try await bench.expectWhole(since: before, "moment \(moment)")
            moment += 1
        }
        #expect(interrupted > 0, "no cycle was open at any of the moments")
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        try await bench.expectWhole(since: nil, "at the end")
        // Each cycle went on until it was closed, under its own number, and each finding kept its own.
        let cycles = try await bench.reader().cycles(limit: 10_000)
        #expect(cycles.map(\.id).sorted() == Array(1...Cycle.ID(cycles.count)))
        #expect(try await bench.reader().openCycle() == nil)
        #expect(try await bench.numbers() == numbers)
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.reports.path)
        #expect(!left.contains { $0.hasPrefix(".") }, "\(left)")
        await bench.end()
    }
}
