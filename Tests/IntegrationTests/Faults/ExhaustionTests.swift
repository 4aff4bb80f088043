// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Laboratory
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// Too few descriptors, endpoints that all stall, and clients of the HTTP side that mean harm.
@Suite(.serialized)
struct ExhaustionTests {
    /// With hardly more descriptors than the program needs for itself.
    @Test(arguments: [24, 40])
    func tooFewDescriptorsAreOursAndNoEndpointsFault(descriptors: Int) async throws {
        let bench = try await FaultBench(Array(repeating: nil, count: 6))
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        let before = try await bench.statistics()
        let failed = try await failures(bench)
        let status = try await bench.run("assess", through: ["prlimit", "--nofile=\(descriptors)"])
        #expect(status == 0 || status == 70, "\(bench.said)")
        if status == 0 {
            #expect(bench.said.contains("self-check not established: it needs "), "\(bench.said)")
        }
        if status == 70 { #expect(bench.said.contains("LimitNOFILE="), "\(bench.said)") }
        try await bench.expectWhole(since: before, "\(descriptors) descriptors: \(bench.said)")
        #expect(try await failures(bench).isSubset(of: failed))
        #expect(try await bench.run("assess") == 0, "\(bench.said)")
        #expect(try await failures(bench) == failed)
        await bench.end()
    }

    private func failures(_ bench: FaultBench) async throws -> Set<FindingKey> {
        Set(try await bench.reader().findings(FindingFilter(states: [.fail])).map(\.finding.key))
    }

    /// Takes every connection at every address, and never says a word.
    private static let mute = """
        import socket, sys
        s = socket.create_server(("0.0.0.0", int(sys.argv[1])), backlog=1024)
        held = []
        while True: held.append(s.accept())
        """

    /// Each at an address of its own; `make soak` takes ten thousand.
    @Test func endpointsThatAllStallAreUnknownWithinTheirDeadline() async throws {
        let bench = try await FaultBench([nil], settings: "EndpointDeadline=3s\nParallelEndpoints=50")
        let port = try LoopbackPorts.free()
        let server = try ChildProcess(
            "/usr/bin/env",
            ["prlimit", "--nofile=16384", "python3", "-c", Self.mute, "\(port)"]
        )
        #expect(try await eventually(within: .seconds(20)) { LoopbackPorts.accepts(port) })
        let sections = (0..<150).map { index in
            "[Endpoint stall\(index).lab.example]\nAddress=127.93.0.\(index + 1)\nPort=\(port)\n"
        }
        try bench.write(sections.joined(), to: "endpoints.d/lab.conf")
        let process = try bench.start("assess")
        var most = 0
        while process.isRunning {
            let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.identifier)/fd")
            most = max(most, open?.count ?? 0)
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(process.exitStatus() == 0, "\(bench.said)")
        // As many as are measured at once, with a few connections each.
        #expect(most < 50 * 16, "\(most)")
        #expect(try await failures(bench).allSatisfy { $0.subject.endpointID == nil })
        let visits = try await bench.reader().measurements(in: nil).filter { $0.subject.scope == .address }
        #expect(visits.count == 150)
        #expect(visits.allSatisfy { $0.finished.timeIntervalSince($0.started) < 6 })
        try await bench.expectWhole(since: nil, "stalled")
        server.send(SIGKILL)
        await bench.end()
    }

    /// What no server should choke on.
    private static let malice: [[UInt8]] = [
        [], [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + Array(repeating: 0, count: 200),
        Array("GET /reports/../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
        Array("GET /reports/%2e%2e/keys/signing.pem HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
        Array("GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 200_000))\r\n\r\n".utf8),
        Array("GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 20_000))\r\n".utf8),
        Array("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n".utf8),
        Array(repeating: 0xFF, count: 5000) + [13, 10, 13, 10],
    ]

    private static let client = """
        import base64, socket, sys
        port, pieces = int(sys.argv[1]), [base64.b64decode(piece) for piece in open(sys.argv[2])]
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(80)]
        said = b""
        for _ in range(3):
            for each in slow:
                try: each.sendall(b"G")
                except OSError: pass
            for piece in pieces:
                try:
                    with socket.create_connection(("127.0.0.1", port), timeout=1) as one:
                        one.sendall(piece)
                        while part := one.recv(65536): said += part
                except OSError: pass
        sys.exit(1 if b"root:" in said or b"PRIVATE KEY" in said else 0)
        """

    /// Slow clients by the dozen, huge heads, what is malformed, and ways out of the folder, while a cycle runs.
    @Test func clientsThatMeanHarmHoldNoCycleUp() async throws {
        let port = try LoopbackPorts.free()
        let bench = try await FaultBench([nil, .mute], settings: "[HTTP]\nListen=127.0.0.1:\(port)")
        let daemon = try bench.start("daemon")
        #expect(try await eventually(within: .seconds(30)) { LoopbackPorts.accepts(port) }, "\(bench.said)")
        let pieces = bench.folder.url.appending(path: "pieces")
        try Self.malice.map { Data($0).base64EncodedString() }.joined(separator: "\n")
            .write(to: pieces, atomically: true, encoding: .utf8)
        let client = try ChildProcess("/usr/bin/env", ["python3", "-c", Self.client, "\(port)", pieces.path])
        #expect(
            try await eventually(within: .seconds(120)) {
                try await (try? bench.reader())?.cycles(limit: 1).first?.id == 1
            },
            "\(bench.said)"
        )
        #expect(try await client.exitStatus(within: .seconds(120)) == 0)
        let health = ["curl", "--silent", "--max-time", "5", "http://localhost:\(port)/healthz"]
        #expect(
            try await eventually(within: .seconds(30)) {
                try ChildProcess.output(of: "/usr/bin/env", health).text.contains("alive")
            }
        )
        try await bench.expectWhole(since: nil, "after them")
        daemon.send(SIGTERM)
        #expect(try await daemon.exitStatus(within: .seconds(20)) == 0)
        await bench.end()
    }
}
