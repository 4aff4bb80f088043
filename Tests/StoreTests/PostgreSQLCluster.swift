// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
import Foundation
import Glibc
import Synchronization
import TestSupport

/// A PostgreSQL server with a fresh cluster; it refuses to be root, so root starts it as its package's user.
final class PostgreSQLCluster: Sendable {
    struct Failure: Error, CustomStringConvertible { let description: String }

    private let directory: TemporaryDirectory
    private let port: Int
    private let process: Mutex<ChildProcess?>
    private let programs: String

    init() async throws {
        directory = try TemporaryDirectory()
        port = try LoopbackPorts.free()
        let folder = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        programs = "\(folder)/\(versions.compactMap(Int.init).max() ?? 0)/bin"
        process = Mutex(nil)
        if getuid() == 0 { try await run("chown", "postgres", directory.path) }
        try await run(
            asServer: "initdb",
            "-D",
            cluster,
            "-A",
            "trust",
            "-U",
            "postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"
        )
        try await start()
    }

    deinit {
        process.withLock { running in
            running?.send(SIGQUIT)
            for _ in 0..<100 where running?.isRunning == true { usleep(20_000) }
        }
    }

    private var cluster: String { directory.path + "/cluster" }

    /// The address of a database; `postgres` is there from the beginning.
    func address(_ database: String) -> String { "postgresql://postgres@127.0.0.1:\(port)/\(database)" }

    /// Makes a database; returns its address.
    func database(_ name: String) async throws -> String {
        try await execute("CREATE DATABASE \(name)", in: "postgres")
        return address(name)
    }

    func start() async throws {
        let arguments = ["-D", cluster, "-p", "\(port)", "-h", "127.0.0.1", "-k", directory.path]
        let (program, all) = asServer("postgres", arguments)
        let child = try ChildProcess(program, all, in: URL(filePath: directory.path))
        process.withLock { $0 = child }
        for _ in 0..<500 {
            if (try? await execute("SELECT 1", in: "postgres")) != nil { return }
            guard child.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Failure(description: "PostgreSQL does not start")
    }

    /// Ends the server: SIGINT in order, SIGQUIT as in a crash.
    func stop(_ signal: Int32 = SIGINT) async throws {
        let running = process.withLock { $0 }
        running?.send(signal)
        guard try await running?.exitStatus(within: .seconds(20)) != nil else {
            throw Failure(description: "PostgreSQL does not end")
        }
    }

    /// Cuts every connection to a database.
    func cut(_ database: String) async throws {
        try await execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'",
            in: "postgres"
        )
    }

    /// Runs a statement by `psql`; throws with its words.
    func execute(_ sql: String, in database: String) async throws {
        try await run("\(programs)/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, address(database))
    }

    private func asServer(_ program: String, _ arguments: [String]) -> (String, [String]) {
        guard getuid() == 0 else { return ("\(programs)/\(program)", arguments) }
        let identity = ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
        return ("/usr/bin/setpriv", identity + ["\(programs)/\(program)"] + arguments)
    }

    private func run(asServer program: String, _ arguments: String...) async throws {
        let (path, all) = asServer(program, arguments)
        try await run([path] + all)
    }

    private func run(_ command: String...) async throws { try await run(command) }

    private func run(_ command: [String]) async throws {
        let output = URL(filePath: directory.path + "/output-\(UUID().uuidString)")
        let child = try ChildProcess("/usr/bin/env", command, output: .file(output))
        let status = try await child.exitStatus(within: .seconds(60))
        let words = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        try? FileManager.default.removeItem(at: output)
        guard status == 0 else { throw Failure(description: words) }
    }
}
#endif
