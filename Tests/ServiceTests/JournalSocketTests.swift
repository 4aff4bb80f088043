// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import Service

struct JournalSocketTests {
    @Test func aValueWithLineFeedsHasItsLengthBeforeIt() {
        let bytes = JournalSocket.datagram([
            JournalSocket.Field("MESSAGE", "one\ntwo"), JournalSocket.Field("PRIORITY", "4"),
        ])
        #expect(
            bytes == Array("MESSAGE\n".utf8) + [7, 0, 0, 0, 0, 0, 0, 0] + Array("one\ntwo\nPRIORITY=4\n".utf8)
        )
    }

    /// Listens as journald does, and prints the first datagram.
    private static let listener = """
        import socket, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind(sys.argv[1])
        s.settimeout(20)
        sys.stdout.write(s.recv(4096).decode())
        """

    @Test func anEntryArrivesAsOneDatagram() async throws {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appending(path: "j-\(UUID().uuidString.prefix(8))").path
        let output = folder.appending(path: "j-\(UUID()).txt")
        defer { for place in [path, output.path] { try? FileManager.default.removeItem(atPath: place) } }
        let process = try ChildProcess(
            "/usr/bin/env",
            ["python3", "-c", Self.listener, path],
            output: .standardOutput(output)
        )
        while process.isRunning, !FileManager.default.fileExists(atPath: path) {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await JournalSocket(path: path).send([JournalSocket.Field("MESSAGE", "New failure, high")])
        #expect(try await process.exitStatus(within: .seconds(20)) == 0)
        #expect(try String(contentsOf: output, encoding: .utf8) == "MESSAGE=New failure, high\n")
    }

    @Test func withoutAJournalItSaysSo() async {
        await #expect(throws: JournalSocket.Refusal.self) {
            try await JournalSocket(path: "/nonexistent/socket").send([JournalSocket.Field("MESSAGE", "x")])
        }
    }
}
