// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The built program as a child process.
final class DaemonProcess: Sendable {
    private let process: ChildProcess

    var identifier: Int32 { process.identifier }

    /// The executable that the tests were built with.
    static var program: String {
        get throws {
            let folders =
                [Bundle.main.bundlePath]
                + CommandLine.arguments.prefix(1).map { path in
                    URL(filePath: path).deletingLastPathComponent().path
                }
            let candidates =
                folders.map { "\($0)/chancery" }
                + [LaboratoryCycle.repository.appending(path: ".build/debug/chancery").path]
            return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0) })
        }
    }

    init(_ arguments: [String]) throws {
        process = try ChildProcess(try Self.program, arguments)
    }

    /// With a Unix socket that is handed over as systemd does it, and there before anybody asks.
    init(_ arguments: [String], activatedBy socket: String) throws {
        process = try ChildProcess(
            "/usr/bin/env",
            ["systemd-socket-activate", "--listen", socket, try Self.program] + arguments
        )
    }

    func send(_ signal: Int32) { process.send(signal) }

    /// The exit status, or the signal's number where one ended it; nil where nothing came in time.
    func status(within limit: Duration) async throws -> Int32? { try await process.exitStatus(within: limit) }
}

/// Waits until a condition holds; false where it does not in time.
func eventually(within limit: Duration, _ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(50))
    }
    return false
}
