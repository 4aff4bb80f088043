// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

/// A server program on a free port of 127.0.0.1, ended when the value goes.
final class RunningServer: Sendable {
    let site: ServerSite
    private let process: ChildProcess
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
        let process = try ChildProcess(
            program,
            command.arguments,
            in: folder.url,
            environment: command.environment,
            output: .file(log)
        )
        self.process = process
        let port = site.port
        let isUp = try await eventually(within: command.patience) {
            guard process.isRunning else { return true }
            if let announcement = command.announcement {
                return try String(contentsOf: log, encoding: .utf8).contains(announcement)
            }
            return await LoopbackPorts.accepts(port)
        }
        if !isUp || !process.isRunning {
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw ServerDidNotStart(program: program, output: said)
        }
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
