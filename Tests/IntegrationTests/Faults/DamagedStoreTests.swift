// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import Store
import TestSupport
import Testing

/// The program over a store of which pages were overwritten.
@Suite(.serialized)
struct DamagedStoreTests {
    private static let page = 4096

    /// Overwrites one page of the file at a time, from the first to the last, some of them.
    @Test func aDamagedPageIsSaidAndNothingIsWrittenOverIt() async throws {
        let bench = try await FaultBench([nil])
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        let file = bench.state.appending(path: "chancery.db")
        let sound = try Data(contentsOf: file)
        var generator = SeededGenerator(seed: 5)
        var noticed = 0
        for number in [0, 1]
            + (0..<4).map({ _ in Int.random(in: 2..<sound.count / Self.page, using: &generator) })
        {
            var damaged = sound
            damaged.replaceSubrange(
                number * Self.page..<(number + 1) * Self.page,
                with: generator.bytes(Self.page)
            )
            try damaged.write(to: file)
            let verified = try await bench.run("verify")
            #expect(verified == 1 || verified == 70, "page \(number): \(bench.said)")
            let status = try await bench.run("assess")
            // Never by a signal, and never as though nothing were.
            #expect(status == 0 || status == 70, "page \(number): \(bench.said)")
            if status == 70 {
                noticed += 1
                #expect(bench.said.contains("damaged"), "page \(number): \(bench.said)")
                #expect(bench.said.contains("restore a backup"), "page \(number): \(bench.said)")
            }
            for rest in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + rest) }
            try sound.write(to: file)
        }
        #expect(noticed > 0)
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        try await bench.expectWhole(since: nil, "with the sound file back")
        await bench.end()
    }
}
