// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Laboratory
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// A state folder on a disk that is full, or that may only be read.
@Suite(.serialized, .enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
struct FullDiskTests {
    /// However little room there is left for the log of the store, facts, signatures and reports.
    @Test func whateverDoesNotFitNothingCommittedIsLost() async throws {
        let disk = try SmallDisk(mebibytes: 96)
        let bench = try await FaultBench([nil, .expired], state: disk.folder.url.appending(path: "state"))
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        let numbers = try await bench.numbers()
        var refusals = 0
        for kibibytes in [0, 16, 64, 128, 256, 512, 1024, 2048, 8192] {
            let before = try #require(try await bench.statistics())
            try disk.fill(leaving: kibibytes)
            let status = try await bench.run("assess")
            let comment: Comment = "\(kibibytes) KiB: \(status.map(String.init) ?? "no end"): \(bench.said)"
            // Where not a page is free, nobody can read either: the index of the log has no room.
            try disk.free()
            try await bench.expectWhole(since: before, comment)
            #expect(status == 0 || status == 70, comment)
            if status == 70 {
                refusals += 1
                #expect(bench.said.contains("free some space"), comment)
            }
        }
        #expect(refusals > 0, "there was always room")
        try disk.free()
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        #expect(try await bench.reader().openCycle() == nil)
        #expect(try await bench.numbers() == numbers)
        let cycles = try await bench.reader().cycles(limit: 100)
        #expect(cycles.map(\.id).sorted() == Array(1...Cycle.ID(cycles.count)))
        try await bench.expectWhole(since: nil, "at the end")
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.reports.path)
        #expect(!left.contains { $0.hasPrefix(".") }, "\(left)")
        await bench.end()
    }

    /// It is mended without a restart: the daemon goes on with the cycle that was open.
    @Test func theDaemonGoesOnWhenThereIsRoomAgain() async throws {
        let disk = try SmallDisk(mebibytes: 96)
        let state = disk.folder.url.appending(path: "state")
        let bench = try await FaultBench([nil, .mute], settings: "Interval=1m\nJitter=0s", state: state)
        let daemon = try bench.start("daemon")
        #expect(
            try await eventually(within: .seconds(60)) {
                try await (try? bench.reader())?.openCycle() != nil
            }
        )
        try disk.fill(leaving: 0)
        #expect(try await eventually(within: .seconds(60)) { bench.said.contains("cycle failed") })
        #expect(bench.said.contains("free some space"), "\(bench.said)")
        #expect(daemon.isRunning)
        let before = try await bench.statistics()
        try disk.free()
        #expect(
            try await eventually(within: .seconds(180)) {
                try await bench.reader().cycles(limit: 1).first?.id == 1
            },
            "\(bench.said)"
        )
        try await bench.expectWhole(since: before, "with room")
        daemon.send(SIGTERM)
        #expect(try await daemon.exitStatus(within: .seconds(20)) == 0)
        await bench.end()
    }

    @Test func aStateFolderThatMayOnlyBeReadIsSaidAndStillRead() async throws {
        let disk = try SmallDisk(mebibytes: 64)
        let bench = try await FaultBench([nil], state: disk.folder.url.appending(path: "state"))
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        let before = try await bench.statistics()
        try disk.setReadOnly(true)
        for command in ["daemon", "assess"] {
            #expect(try await bench.run(command) == 70, "\(bench.said)")
            #expect(bench.said.contains("cannot open the store"), "\(bench.said)")
            #expect(bench.said.contains("may be written"), "\(bench.said)")
        }
        #expect(try await bench.run("status") == 0, "\(bench.said)")
        #expect(try await bench.run("findings") == 0, "\(bench.said)")
        try await bench.expectWhole(since: before, "read-only")
        try disk.setReadOnly(false)
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        await bench.end()
    }
}
