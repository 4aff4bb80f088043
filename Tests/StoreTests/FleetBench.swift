// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
import Foundation
import Model
import Store
import StorePostgreSQL
import TestSupport
import Testing

/// Daemons with one PostgreSQL store, and endpoints at addresses of their own that take connections and say nothing.
final class FleetBench: Sendable {
    /// The server's database.
    static let database = "fleet"

    let cluster: PostgreSQLCluster
    let endpoints: [String]
    private let folder: TemporaryDirectory
    private let mute: ChildProcess

    private var configuration: URL { URL(filePath: folder.path + "/config") }
    private var credentials: URL { URL(filePath: folder.path + "/credentials") }

    init(endpoints count: Int) async throws {
        folder = try TemporaryDirectory()
        cluster = try await PostgreSQLCluster()
        let address = try await cluster.database(Self.database)
        let port = try LoopbackPorts.free()
        mute = try ChildProcess(
            "/usr/bin/env",
            [
                "python3", "-c",
                """
                import socket
                server, held = socket.create_server(("0.0.0.0", \(port)), backlog=1024), []
                while True: held.append(server.accept()[0])
                """,
            ]
        )
        endpoints = (0..<count).map { "mute\($0).mfa.example" }
        try configure(endpoints, port: port, store: address)
        try FileManager.default.createDirectory(at: credentials, withIntermediateDirectories: true)
        let key = credentials.appending(path: "chancery.signing-key").path
        let made = try ChildProcess.output(
            of: "/usr/bin/openssl",
            ["genpkey", "-algorithm", "ed25519", "-out", key]
        )
        guard made.status == 0 else { throw PostgreSQLCluster.Failure(description: "openssl makes no key") }
    }

    private func configure(_ endpoints: [String], port: Int, store address: String) throws {
        // Two that share an address stand beside those that have one each.
        let sections = endpoints.enumerated().map { index, host in
            "[Endpoint \(host)]\nAddress=127.90.0.\(max(1, index))\nPort=\(port)\n"
        }
        try write(sections.joined(), to: "endpoints.d/mute.conf")
        try write(
            """
            [Ministry]
            Name=Lab
            [Chancery]
            Store=\(address)
            Vantage=lab
            ParallelEndpoints=3
            ConnectTimeout=1s
            ReplyTimeout=1s
            EndpointDeadline=3s

            """,
            to: "chancery.conf"
        )
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        try FileManager.default.copyItem(
            at: root.appending(path: "Config/risk-model.conf"),
            to: configuration.appending(path: "risk-model.conf")
        )
    }

    func write(_ text: String, to name: String) throws {
        let file = configuration.appending(path: name)
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func change(_ name: String, _ text: String, to other: String) throws {
        let file = try String(contentsOf: configuration.appending(path: name), encoding: .utf8)
        #expect(file.contains(text))
        try write(file.replacingOccurrences(of: text, with: other), to: name)
    }

    func state(_ name: String) -> String { folder.path + "/" + name }

    /// What a daemon said so far.
    func said(_ name: String) -> String {
        (try? String(contentsOfFile: state(name) + ".log", encoding: .utf8)) ?? ""
    }

    /// The built program, whose output goes to the log of a name, or elsewhere.
    func start(_ name: String, _ arguments: [String], standardOutput: URL? = nil) throws -> ChildProcess {
        try ChildProcess(
            try Self.program,
            arguments,
            environment: ["CREDENTIALS_DIRECTORY": credentials.path],
            output: standardOutput.map { .standardOutput($0) } ?? .file(URL(filePath: state(name) + ".log"))
        )
    }

    func daemon(_ name: String) throws -> ChildProcess {
        try start(name, ["daemon", "--config", configuration.path, "--state", state(name)])
    }

    /// The output of a command that reads, and its exit status.
    func run(_ arguments: [String]) async throws -> (status: Int32?, text: String) {
        let file = URL(filePath: state("output-\(UUID())"))
        let status = try await start("command", arguments, standardOutput: file)
            .exitStatus(within: .seconds(60))
        return (status, try String(contentsOf: file, encoding: .utf8))
    }

    /// Nil as long as no daemon has made the store.
    func reader() async -> PostgreSQLStore? {
        try? await PostgreSQLStore(
            address: cluster.address(Self.database),
            readOnly: true,
            patience: .seconds(2)
        )
    }

    private static var program: String {
        get throws {
            let folders =
                [Bundle.main.bundlePath]
                + CommandLine.arguments.prefix(1).map { path in
                    URL(filePath: path).deletingLastPathComponent().path
                }
            let candidates = folders.map { "\($0)/chancery" }
            return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0) })
        }
    }
}

/// Waits until a condition holds; false where it does not in time.
func eventually(within limit: Duration, _ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(100))
    }
    return false
}
#endif
