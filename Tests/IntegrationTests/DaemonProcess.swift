// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The built program as a child process, ended by its process id.
final class DaemonProcess: Sendable {
    let identifier: Int32
    private let exit: AsyncStream<Int32>

    /// The executable that the tests were built with.
    private static var program: String {
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

    /// Threads of the test library block signals, and a child inherits that: it is undone before the program.
    private static let unblock =
        "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], sys.argv[1:])"

    init(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.unblock, try Self.program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { ended in
            continuation.yield(ended.terminationStatus)
            continuation.finish()
        }
        try process.run()
        identifier = process.processIdentifier
        exit = stream
    }

    deinit { kill(identifier, SIGKILL) }

    func send(_ signal: Int32) { kill(identifier, signal) }

    /// The exit status, or the signal's number where one ended it; nil where nothing came in time.
    func status(within limit: Duration) async -> Int32? {
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask { [exit] in await exit.first { _ in true } }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
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
