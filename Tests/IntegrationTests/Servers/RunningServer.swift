// SPDX-License-Identifier: Apache-2.0
import Foundation
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
            port: try LoopbackPorts.free(),
            authority: authority,
            identities: try recipe.identities.map { try authority.identity($0, names: recipe.names) }
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
            return LoopbackPorts.accepts(port)
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
