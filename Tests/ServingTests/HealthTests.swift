// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Testing

@testable import Serving

struct HealthTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func reasons(
        opens: Bool = true,
        isEmpty: Bool = false,
        age: TimeInterval? = 60,
        isAlive: Bool = true
    ) -> [String] {
        let glance = DaemonGlance(
            started: Self.now,
            configurationLoaded: Self.now,
            reloadErrors: 0,
            isWorking: false,
            activity: "idle",
            nextCycle: nil,
            isAlive: isAlive
        )
        let cycle = age.map { age in
            Cycle(
                id: 1,
                started: Self.now.addingTimeInterval(-age - 10),
                finished: Self.now.addingTimeInterval(-age),
                estateSHA256: "",
                vantage: "hq",
                toolVersion: "1"
            )
        }
        return Health.reasons(
            opens: opens,
            isEmpty: isEmpty,
            cycle: cycle,
            interval: .seconds(3600),
            glance: glance,
            now: Self.now
        )
    }

    @Test func itIsReadyForTwoIntervalsAfterACycle() {
        #expect(reasons().isEmpty)
        #expect(reasons(age: 7200).isEmpty)
        #expect(
            reasons(age: 7201) == [
                "the newest cycle was closed 7201 s ago, which is more than two intervals (7200 s)"
            ]
        )
    }

    @Test func itSaysEverythingThatIsInTheWay() {
        #expect(reasons(opens: false) == ["the store does not answer"])
        #expect(reasons(age: nil) == ["no cycle was closed yet"])
        for age in [nil, 60, 9000] as [TimeInterval?] {
            #expect(reasons(isEmpty: true, age: age) == ["nothing is listed to measure"])
        }
        #expect(reasons(age: 9000, isAlive: false).count == 2)
    }

    @Test func socketsOfSystemdAreThoseOfThisProcess() {
        #expect(InheritedSockets.descriptors(["LISTEN_PID": "7", "LISTEN_FDS": "2"], process: 7) == [3, 4])
        #expect(InheritedSockets.descriptors(["LISTEN_PID": "8", "LISTEN_FDS": "2"], process: 7).isEmpty)
        #expect(InheritedSockets.descriptors(["LISTEN_FDS": "2"], process: 7).isEmpty)
        for count in ["", "0", "-1", "65", "x"] {
            let variables = ["LISTEN_PID": "7", "LISTEN_FDS": count]
            #expect(InheritedSockets.descriptors(variables, process: 7).isEmpty, "\(count)")
        }
    }

    @Test func aTokenIsTheVisibleCharactersOfItsFile() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func read(_ text: String) throws -> String {
            try Data(text.utf8).write(to: folder.appending(path: "http-token"))
            let bytes = try Token.read(.credential("http-token"), credentials: folder.path)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try read(" 0123456789abcdef\r\n") == "0123456789abcdef")
        for text in [
            "", "0123456789abcde", "0123456789 abcdef", "0123456789abcdé",
            String(repeating: "a", count: 4097),
        ] {
            #expect(throws: Token.Unusable.self) { try read(text) }
        }
        #expect(throws: Token.Unusable.self) { try Token.read(.credential("http-token"), credentials: nil) }
        #expect(throws: Token.Unusable.self) { try Token.read(.file("/nonexistent"), credentials: nil) }
    }
}
