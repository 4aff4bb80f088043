// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// A small estate of laboratory servers, and the built program run over it as a process to which faults are done.
struct FaultBench {
    let laboratory: Laboratory
    let folder: TemporaryFolder
    let state: URL

    var configuration: URL { folder.url.appending(path: "config") }
    var reports: URL { state.appending(path: "reports") }
    private var log: URL { folder.url.appending(path: "log") }

    /// - Parameters:
    ///   - faults: of each server; nil for a sound one.
    ///   - settings: lines of `[Chancery]`, and sections after it.
    ///   - state: nil for a folder of its own.
    init(_ faults: [Fault?], settings: String = "", state: URL? = nil) async throws {
        folder = try TemporaryFolder()
        self.state = state ?? folder.url.appending(path: "state")
        laboratory = try await Laboratory.start(
            faults.enumerated().map { index, fault in
                Specimen(host: "fault\(index).lab.example", number: UInt8(100 + index), fault: fault)
            },
            port: 0
        )
        try FileManager.default.createDirectory(
            at: configuration.appending(path: "endpoints.d"),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(
            at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
            to: configuration.appending(path: "risk-model.conf")
        )
        try write(laboratory.rootCertificatePEM, to: "root.pem")
        try write(
            """
            [Ministry]
            Name=Lab
            [Chancery]
            TrustStore=root.pem
            ConnectionRate=1000
            ConnectionsPerAddress=64
            ReplyTimeout=1s
            \(settings)

            """,
            to: "chancery.conf"
        )
        let sections = laboratory.endpoints.map { endpoint in
            "[Endpoint \(endpoint.host)]\nAddress=\(endpoint.address)\nPort=\(laboratory.port)\n"
        }
        try write(sections.joined(), to: "endpoints.d/lab.conf")
    }

    func write(_ text: String, to name: String) throws {
        try text.write(to: configuration.appending(path: name), atomically: true, encoding: .utf8)
    }

    func end() async { await laboratory.stop() }

    /// The program with its configuration and its state, as a command line.
    func command(_ name: String, _ arguments: [String] = []) throws -> [String] {
        if name == "verify" { return [try DaemonProcess.program, name, state.path] }
        let reads = ["daemon", "assess"].contains(name) ? ["--config", configuration.path] : []
        return [try DaemonProcess.program, name] + reads + ["--state", state.path] + arguments
    }

    /// - Parameter prefix: what comes before the command, such as `prlimit --nofile=40`.
    func start(
        _ name: String,
        through prefix: [String] = [],
        environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try ChildProcess(
            "/usr/bin/env",
            prefix + command(name),
            environment: environment,
            output: .file(log)
        )
    }

    /// What the process that was started last said.
    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Runs to the end; the exit status, nil where it takes more than two minutes.
    func run(
        _ name: String,
        through prefix: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> Int32? {
        try await start(name, through: prefix, environment: environment).exitStatus(within: .seconds(120))
    }

    func reader() throws -> any Store {
        try SQLiteStore(path: state.appending(path: "chancery.db").path, readOnly: true)
    }

    /// How much the store holds; nil as long as there is none.
    func statistics() async throws -> StoreStatistics? { try await (try? reader())?.statistics() }

    /// The number of each finding.
    func numbers() async throws -> [FindingKey: Int64] {
        let findings = try await reader().findings(FindingFilter())
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.finding.key, Int64($0.number)) })
    }

    /// What was committed before a fault is there after it, the store is as it was signed, and no report is half.
    ///
    /// - Parameters:
    ///   - clockWentBack: `verify` says so, and nothing else.
    func expectWhole(
        since before: StoreStatistics?,
        clockWentBack: Bool = false,
        _ comment: Comment
    ) async throws {
        if let before {
            let after = try #require(try await statistics(), comment)
            #expect(after.cycles >= before.cycles, comment)
            #expect(after.measurements >= before.measurements, comment)
            #expect(after.facts >= before.facts, comment)
            #expect(after.findings >= before.findings, comment)
            #expect(after.transitions >= before.transitions, comment)
        }
        if FileManager.default.fileExists(atPath: state.appending(path: "chancery.db").path) {
            try verify(state, clockWentBack: clockWentBack, comment)
        }
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: reports.path)) ?? []
        where !entry.hasPrefix(".") && entry.wholeMatch(of: /[0-9-]+/) != nil {
            try verify(reports.appending(path: entry), clockWentBack: clockWentBack, comment)
        }
    }

    private func verify(_ path: URL, clockWentBack: Bool, _ comment: Comment) throws {
        let (status, text) = try ChildProcess.output(
            of: try DaemonProcess.program,
            ["verify", path.path]
        )
        let altered = text.split(separator: "\n").filter { line in
            line.hasPrefix("ALTERED") && !(clockWentBack && line.contains("the clock was set back"))
                // A report of before the first head; the next one is signed.
                && !line.contains("it was written without the signing key")
        }
        #expect(altered.isEmpty, comment)
        #expect(status == 0 || status == 1, "\(comment): \(path.lastPathComponent): \(text)")
    }
}

/// A tmpfs of a size in MiB at a folder, gone with the value; needs root.
final class SmallDisk: Sendable {
    let folder: TemporaryFolder

    static var isPossible: Bool { geteuid() == 0 }

    init(mebibytes: Int) throws {
        folder = try TemporaryFolder()
        try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)M", "tmpfs", folder.url.path])
    }

    deinit { try? Self.run("umount", ["--lazy", folder.url.path]) }

    func setReadOnly(_ isReadOnly: Bool) throws {
        try Self.run("mount", ["-o", "remount,\(isReadOnly ? "ro" : "rw")", folder.url.path])
    }

    private var ballast: URL { folder.url.appending(path: "ballast") }

    /// Takes all room but some KiB.
    func fill(leaving kibibytes: Int) throws {
        try free()
        _ = FileManager.default.createFile(atPath: ballast.path, contents: nil)
        let file = try FileHandle(forWritingTo: ballast)
        defer { try? file.close() }
        let block = Data(count: 1 << 12)
        var written: UInt64 = 0
        while (try? file.write(contentsOf: block)) != nil { written += 1 << 12 }
        let left = UInt64(kibibytes) << 10
        try file.truncate(atOffset: written > left ? written - left : 0)
    }

    func free() throws {
        guard FileManager.default.fileExists(atPath: ballast.path) else { return }
        try FileManager.default.removeItem(at: ballast)
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let (status, _) = try ChildProcess.output(of: "/usr/bin/env", [program] + arguments)
        try #require(status == 0, "\(program) \(arguments)")
    }
}
