// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import Model
import Pipeline
import Service
import StoreSQLite
import TestSupport
import Testing

/// The daemon's watchdog as systemd sees it: what arrives on its socket while a cycle hangs.
@Suite(.serialized)
struct WatchdogTests {
    /// Listens as an init system does and writes each datagram with its time, in seconds.
    private static let listener = """
        import socket, sys, time
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind(sys.argv[1])
        while True:
            text = s.recv(4096).decode()
            print(time.time(), text.replace("\\n", " "), flush=True)
        """

    /// Seconds that the cycle hangs.
    private static let stall = 4.0

    private struct Datagram {
        let time: Double
        let text: String
    }

    private func datagrams(in file: URL) -> [Datagram] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let time = Double(parts[0]) else { return nil }
            return Datagram(time: time, text: String(parts[1]))
        }
    }

    private func configure(_ folder: URL) throws {
        try FileManager.default.createDirectory(
            at: folder.appending(path: "endpoints.d"),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(
            at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "risk-model.conf")
        )
        try "[Chancery]\nReplyTimeout=500ms\nEndpointDeadline=1s\n".write(
            to: folder.appending(path: "chancery.conf"),
            atomically: true,
            encoding: .utf8
        )
        try "[Endpoint a.example]\nAddress=127.0.0.1\nPort=9\n".write(
            to: folder.appending(path: "endpoints.d/a.conf"),
            atomically: true,
            encoding: .utf8
        )
    }

    private func daemon(_ folder: TemporaryFolder, socket: String) throws -> (Daemon, SQLiteStore) {
        let state = folder.url.appending(path: "state")
        let configuration = folder.url.appending(path: "config").path
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: state.appending(path: "chancery.db").path)
        let daemon = Daemon(
            store: store,
            environment: Daemon.Environment(
                stateDirectory: state,
                reportDirectory: state.appending(path: "reports"),
                toolVersion: "0",
                notifySocket: socket,
                watchdog: .milliseconds(200),
                patience: WatchdogPatience(otherwise: .milliseconds(500)),
                // Blocks the cycle; the scheduler's task lives, and so do the others.
                adjust: { _ in Thread.sleep(forTimeInterval: Self.stall) }
            ),
            logger: Logger(label: "test"),
            load: { () throws(ConfigurationRefusal) in
                try LoadedConfiguration.load(directory: configuration, today: CalendarDay(Date()))
            }
        )
        return (daemon, store)
    }

    @Test func aCycleThatHangsIsNotFedToTheWatchdogThoughTheProcessLives() async throws {
        let folder = try TemporaryFolder()
        try configure(folder.url.appending(path: "config"))
        let socket = FileManager.default.temporaryDirectory
            .appending(path: "w-\(UUID().uuidString.prefix(8))").path
        defer { try? FileManager.default.removeItem(atPath: socket) }
        let log = folder.url.appending(path: "log")
        let listener = try ChildProcess(
            "/usr/bin/env",
            ["python3", "-c", Self.listener, socket],
            output: .standardOutput(log)
        )
        #expect(
            try await eventually(within: .seconds(20)) { FileManager.default.fileExists(atPath: socket) }
        )
        let (daemon, store) = try daemon(folder, socket: socket)
        let running = Task { try await daemon.run() }
        let isFed: (Datagram) -> Bool = { $0.text.contains("WATCHDOG=1") }
        let begun = { datagrams(in: log).first { $0.text.contains("STATUS=starting a cycle") }?.time }
        #expect(try await eventually(within: .seconds(20)) { begun() != nil })
        let start = try #require(begun())
        #expect(
            try await eventually(within: .seconds(30)) {
                datagrams(in: log).contains { isFed($0) && $0.time > start + Self.stall }
            }
        )
        let fed = datagrams(in: log).filter(isFed).map(\.time)
        #expect(!fed.contains { $0 > start + 1 && $0 < start + Self.stall - 0.2 })
        running.cancel()
        _ = try? await running.value
        try store.close()
        listener.send(SIGTERM)
    }
}
