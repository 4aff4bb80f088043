// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A server program on a free port of 127.0.0.1, ended by its process id when the value goes.
final class RunningServer: Sendable {
    let site: ServerSite
    private let identifier: Int32
    private let folder: TemporaryFolder

    var port: Int { site.port }
    /// The root that its chains end in, PEM.
    var authority: URL { site.authority.root }

    init(_ recipe: some ServerRecipe) async throws {
        folder = try TemporaryFolder()
        let authority = try ServerAuthority(in: folder.url)
        site = ServerSite(
            folder: folder.url,
            port: try await LoopbackPorts.free(),
            authority: authority,
            identities: try recipe.identities.map { try authority.identity($0) }
        )
        let command = try recipe.command(at: site)
        let program = try #require(
            ServerPrograms.path(command.program),
            "\(command.program) is not installed: Scripts/install-packages test"
        )
        let log = folder.url.appending(path: "output.log")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = command.arguments
        process.currentDirectoryURL = folder.url
        process.environment = ProcessInfo.processInfo.environment
            .merging(command.environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
        identifier = process.processIdentifier
        let port = site.port
        let isUp = try await eventually(within: command.patience) {
            guard process.isRunning else { return true }
            if let announcement = command.announcement {
                return try String(contentsOf: log, encoding: .utf8).contains(announcement)
            }
            return await LoopbackPorts.accepts(port)
        }
        if !isUp || !process.isRunning {
            kill(-identifier, SIGKILL)
            kill(identifier, SIGKILL)
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw ServerDidNotStart(program: program, output: said)
        }
    }

    /// The group goes with the program: some start workers.
    deinit {
        kill(-identifier, SIGKILL)
        kill(identifier, SIGKILL)
    }
}

struct ServerDidNotStart: Error, CustomStringConvertible {
    let program: String
    let output: String

    var description: String { "\(program) does not accept connections: \(output.suffix(2000))" }
}

/// Ports of 127.0.0.1 for servers, outside the range from which the kernel takes those of clients.
enum LoopbackPorts {
    private static let next = Atomic<Int>(Int.random(in: 0..<10_000))

    static func free() async throws -> Int {
        for _ in 0..<200 {
            let port = 20_000 + next.add(1, ordering: .relaxed).newValue % 10_000
            let channel = try? await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: port).get()
            guard let channel else { continue }
            try await channel.close()
            return port
        }
        throw ServerDidNotStart(program: "nothing", output: "no port is free")
    }

    static func accepts(_ port: Int) async -> Bool {
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try? await channel?.close()
        return channel != nil
    }
}
