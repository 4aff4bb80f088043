// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Service
import Store
import StoreSQLite
import TestSupport
import Testing

/// A cycle that a running daemon is asked for, and what it is told by signals; daemon and command are the built program.
@Suite(.serialized)
struct ControlSocketTests {
    private typealias Bench = HTTPSideTests.Bench

    private func reader(_ bench: Bench) throws -> SQLiteStore {
        try SQLiteStore(path: bench.state.appending(path: "chancery.db").path, readOnly: true)
    }

    private func cycles(_ bench: Bench) async throws -> Int {
        try await (try? reader(bench))?.cycles(limit: 99).count ?? 0
    }

    /// Writes the main file with further lines in [Chancery].
    private func configure(_ bench: Bench, _ lines: String) throws {
        try "[Ministry]\nName=Lab\nContact=noc@mfa.example\n[Chancery]\n\(lines)\n".write(
            to: bench.configuration.appending(path: "chancery.conf"),
            atomically: true,
            encoding: .utf8
        )
    }

    private func assess(_ bench: Bench, _ options: [String] = []) throws -> (status: Int32, text: String) {
        let arguments = ["assess", "--config", bench.configuration.path, "--state", bench.state.path]
        let command =
            ([try DaemonProcess.program] + arguments + options).joined(separator: " ") + " 2>&1; echo \"=$?\""
        let (_, text) = try ChildProcess.output(of: "/bin/sh", ["-c", command])
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        return (Int32(parts.last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? -1, text)
    }

    private func reload(_ bench: Bench, _ daemon: DaemonProcess) async throws {
        let before = DaemonReport.read(in: bench.state)?.configurationLoaded
        try await Task.sleep(for: .milliseconds(1100))
        daemon.send(SIGHUP)
        #expect(
            try await eventually(within: .seconds(20)) {
                DaemonReport.read(in: bench.state)?.configurationLoaded != before
            }
        )
    }

    /// What lies at the control socket may be asked once it is there.
    private func start(_ bench: Bench) async throws -> DaemonProcess {
        let daemon = try bench.daemon()
        let socket = ControlSocket.path(in: bench.state)
        #expect(try await eventually(within: .seconds(60)) { try await cycles(bench) == 1 })
        #expect(
            try await eventually(within: .seconds(20)) {
                let attributes = try? FileManager.default.attributesOfItem(atPath: socket)
                return attributes?[.posixPermissions] as? Int == 0o600
            }
        )
        return daemon
    }

    private func end(_ daemon: DaemonProcess) async throws {
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(10)) == 0)
    }

    @Test func assessBesideADaemonIsServedByItAndJudgedAsEver() async throws {
        let bench = try Bench("")
        let daemon = try await start(bench)
        let (status, text) = try assess(bench)
        #expect(status == 0, "\(text)")
        #expect(text.contains("The daemon was asked for a cycle"))
        #expect(text.contains("Report: \(bench.state.path)/reports/"))
        #expect(try await cycles(bench) == 2)
        // Nobody attested anything but one answer, so the evidence is insufficient.
        #expect(try assess(bench, ["--fail-on-insufficient-evidence"]).status == 2)
        #expect(try await cycles(bench) == 3)
        try await end(daemon)
        #expect(!FileManager.default.fileExists(atPath: ControlSocket.path(in: bench.state)))
        // Without the daemon it measures by itself.
        let alone = try assess(bench)
        #expect(alone.status == 0 && !alone.text.contains("daemon"), "\(alone.text)")
    }

    @Test func quietHoursAndBlackoutsHoldForAssessUnlessItSaysSo() async throws {
        let bench = try Bench("")
        let daemon = try await start(bench)
        let hour = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: Date()).hour ?? 0
        let hours = "\(String(format: "%02d:00-%02d:59", (hour + 23) % 24, (hour + 1) % 24))"
        try configure(bench, "QuietHours=\(hours)")
        try await reload(bench, daemon)
        let held = try assess(bench)
        #expect(held.status == 75 && held.text.contains("quiet hours until") && held.text.contains("--now"))
        #expect(try await cycles(bench) == 1)
        let hasty = try assess(bench, ["--now"])
        #expect(hasty.status == 0, "\(hasty.text)")
        #expect(try await cycles(bench) == 2)

        try configure(
            bench,
            "Blackout=\(CalendarDay(Date()).adding(days: -1))/\(CalendarDay(Date()).adding(days: 1))"
        )
        try await reload(bench, daemon)
        #expect(try assess(bench, ["--now"]).status == 75)
        #expect(try assess(bench, ["--despite-blackout"]).status == 0)
        try await end(daemon)
        // The same rules hold where no daemon runs.
        #expect(try assess(bench, ["--now"]).status == 75)
        #expect(try await cycles(bench) == 3)
        #expect(try assess(bench, ["--despite-blackout"]).status == 0)
    }

    @Test func whatIsNoRequestIsRefusedAndEndsNothing() async throws {
        let bench = try Bench("")
        let daemon = try await start(bench)
        let script = """
            import socket, sys
            def ask(data, shut=True):
                s = socket.socket(socket.AF_UNIX); s.settimeout(20); s.connect(sys.argv[1])
                try:
                    s.sendall(data)
                    if shut: s.shutdown(socket.SHUT_WR)
                    return s.recv(4096).decode()
                except (BrokenPipeError, ConnectionResetError): return ""
            print(ask(b"{}\\n"), ask(b"x" * 100000), ask(b"\\0\\xff\\n"), ask(b""), ask(b"{", shut=False), sep="|")
            """
        let socket = ControlSocket.path(in: bench.state)
        let (_, text) = try ChildProcess.output(of: "/usr/bin/env", ["python3", "-c", script, socket])
        let answers = text.split(separator: "|", omittingEmptySubsequences: false)
        #expect(answers.count == 5, "\(text)")
        for index in [0, 2] { #expect(answers[index].contains(#""kind":"refused""#)) }
        for index in [1, 3, 4] {
            #expect(answers[index].trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
        }
        #expect(try await cycles(bench) == 1)
        #expect(try assess(bench).status == 0)
        try await end(daemon)
    }

    @Test func aStormOfSignalsEndsInTheLastConfigurationAndOneRecordOfEachChange() async throws {
        let bench = try Bench("")
        let daemon = try await start(bench)
        for number in 1...200 {
            try configure(bench, "Interval=\(number + 60)m\nVantage=v\(number)")
            daemon.send(SIGHUP)
            if number.isMultiple(of: 20) { try await Task.sleep(for: .milliseconds(50)) }
        }
        let store = try reader(bench)
        #expect(
            try await eventually(within: .seconds(60)) {
                try await store.events(of: [.reload], in: nil, limit: 1).first?.lines.joined().contains(
                    "→ v200"
                ) == true
            }
        )
        let events = try await store.events(of: [.reload], in: nil, limit: 999)
        // Coalesced: far fewer readings than signals, each with what it changed against the one before.
        #expect(events.count < 150 && events.allSatisfy { $0.kind == .reload && $0.lines.count == 1 })
        let line = try #require(events.first?.lines.first)
        #expect(
            line.hasPrefix("changed Chancery: ") && line.contains("Interval: ") && line.contains("→ 4h20m")
        )
        #expect(DaemonReport.read(in: bench.state)?.refusedReload == nil)
        // Signed with the next cycle, and seen by verify.
        #expect(try assess(bench).status == 0)
        let names = ["verify", bench.state.path]
        let (status, text) = try ChildProcess.output(of: try DaemonProcess.program, names)
        #expect(status == 0, "\(text)")
        try await end(daemon)
    }

    @Test func aReloadThatIsRefusedLeavesNoTraceInTheRecord() async throws {
        let bench = try Bench("")
        let daemon = try await start(bench)
        try configure(bench, "Interval=2h\nQuietHours=all day")
        daemon.send(SIGHUP)
        #expect(
            try await eventually(within: .seconds(20)) {
                DaemonReport.read(in: bench.state)?.refusedReload != nil
            }
        )
        #expect(try await reader(bench).events(of: [.reload], in: nil, limit: 9).isEmpty)
        try configure(bench, "Interval=2h")
        try await reload(bench, daemon)
        #expect(
            try await eventually(within: .seconds(20)) {
                try await reader(bench).events(of: [.reload], in: nil, limit: 9).first?.lines == [
                    "changed Chancery: Interval: 6h → 2h"
                ]
            }
        )
        try await end(daemon)
    }
}
