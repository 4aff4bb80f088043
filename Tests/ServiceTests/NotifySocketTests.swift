// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import Service

struct NotifySocketTests {
    @Test func eachMessageIsAnAssignmentAsTheManualPageHasIt() {
        #expect(NotifySocket.Message.ready.assignments == "READY=1")
        #expect(NotifySocket.Message.reloading(monotonic: 5).assignments == "RELOADING=1\nMONOTONIC_USEC=5")
        #expect(NotifySocket.Message.stopping.assignments == "STOPPING=1")
        #expect(NotifySocket.Message.watchdog.assignments == "WATCHDOG=1")
    }

    @Test func aStatusCannotSmuggleAnotherAssignment() {
        #expect(NotifySocket.Message.status("a\nREADY=1").assignments == "STATUS=a READY=1")
    }

    /// Listens as an init system does, says so, and prints the first datagram.
    private static let listener = """
        import socket, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind(sys.argv[1])
        s.settimeout(20)
        sys.stdout.write(s.recv(4096).decode())
        """

    @Test func messagesArriveAsOneDatagram() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "n-\(UUID().uuidString.prefix(8))")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let output = FileManager.default.temporaryDirectory.appending(path: "n-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: output) }
        let process = try ChildProcess(
            "/usr/bin/env",
            ["python3", "-c", Self.listener, path],
            output: .standardOutput(output)
        )
        while process.isRunning, !FileManager.default.fileExists(atPath: path) {
            try await Task.sleep(for: .milliseconds(20))
        }
        await NotifySocket(path: path).send(.ready, .status("idle"))
        #expect(try await process.exitStatus(within: .seconds(20)) == 0)
        let received = try Data(contentsOf: output)
        #expect(String(decoding: received, as: UTF8.self) == "READY=1\nSTATUS=idle")
    }

    @Test func nobodyListeningIsNoFault() async {
        await NotifySocket(path: nil).send(.ready)
        await NotifySocket(path: "/nonexistent/socket").send(.ready)
    }
}
