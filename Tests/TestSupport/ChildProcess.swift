// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Glibc
internal import Synchronization

/// A program that a test started, in a process group of its own; ended with its group when the value goes.
///
/// Foundation's `Process` notices the end of a program by a socket that the program and all it starts inherit, as
/// does any other program that is started at that moment: where one of them is a server, nobody is told. Here the
/// kernel is asked.
package final class ChildProcess: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let program: String
        package let code: Int32

        package var description: String {
            "\(program) cannot be started: \(unsafe String(cString: strerror(code)))"
        }
    }

    package enum Output: Sendable {
        case nothing
        /// That of the tests.
        case inherited
        /// A file that is written anew, for standard output and standard error.
        case file(URL)
        /// A file for standard output alone.
        case standardOutput(URL)
    }

    package let identifier: Int32
    private let status = Mutex<Int32?>(nil)

    /// - Parameters:
    ///   - program: an absolute path.
    ///   - folder: its working directory; nil for the test's own.
    ///   - environment: takes the place of the variables of these names.
    package init(
        _ program: String,
        _ arguments: [String] = [],
        in folder: URL? = nil,
        environment: [String: String] = [:],
        output: Output = .nothing
    ) throws {
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var spawning = try Spawning(program)
        try spawning.redirect(output)
        if let folder { try spawning.enter(folder.path) }
        identifier = try spawning.run([program] + arguments, variables.map { "\($0)=\($1)" })
    }

    /// The group goes with the program: some start workers.
    deinit {
        kill(-identifier, SIGKILL)
        guard exitStatus() == nil else { return }
        var ignored: Int32 = 0
        _ = unsafe waitpid(identifier, &ignored, 0)
    }

    package func send(_ signal: Int32) { kill(identifier, signal) }

    package var isRunning: Bool { exitStatus() == nil }

    /// The exit status, or the signal's number where one ended it; nil while it runs.
    package func exitStatus() -> Int32? {
        status.withLock { known in
            if known == nil {
                var word: Int32 = 0
                if unsafe waitpid(identifier, &word, WNOHANG) == identifier {
                    let signal = word & 0x7F
                    known = signal == 0 ? (word >> 8) & 0xFF : signal
                }
            }
            return known
        }
    }

    /// Nil where it still runs when the time is over.
    package func exitStatus(within limit: Duration) async throws -> Int32? {
        let deadline = ContinuousClock.now + limit
        while true {
            if let status = exitStatus() { return status }
            guard ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits on its thread: for programs that end by themselves and soon.
    package func waitForExit() -> Int32 {
        while true {
            if let status = exitStatus() { return status }
            usleep(2000)
        }
    }

    /// The exit status of a program, and what it printed on its standard output; for one that ends soon.
    package static func output(
        of program: String,
        _ arguments: [String],
        in folder: URL? = nil
    ) throws -> (status: Int32, text: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        let child = try ChildProcess(program, arguments, in: folder, output: .standardOutput(file))
        let status = child.waitForExit()
        return (status, String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }
}
