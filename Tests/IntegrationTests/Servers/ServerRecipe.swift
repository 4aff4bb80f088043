// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// How one make of server is set up and called; one file each in this folder.
protocol ServerRecipe: Sendable {
    /// The kinds of key that it has a certificate for.
    var identities: [ServerIdentity.Kind] { get }

    /// The names in its certificates.
    var names: [String] { get }

    /// Writes what the program reads into the site, and says how it is called.
    func command(at site: ServerSite) throws -> ServerCommand
}

extension ServerRecipe {
    var names: [String] { ["localhost"] }
}

/// Where a server runs: a folder of its own, a port that was free, and its certificates.
struct ServerSite: Sendable {
    let folder: URL
    /// On 127.0.0.1.
    let port: Int
    let authority: ServerAuthority
    let identities: [ServerIdentity]

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
}

/// A program that stays in the foreground, and its arguments.
struct ServerCommand: Sendable {
    /// A path, or a name that is looked for where servers are installed.
    let program: String
    let arguments: [String]
    var environment: [String: String] = [:]
    /// How long it may take until it accepts connections.
    var patience = Duration.seconds(20)
    /// What it prints once it accepts connections, where it must not be tried by one; nil where it may.
    var announcement: String?
}

enum ServerPrograms {
    private static let folders = ["/usr/local/sbin", "/usr/sbin", "/usr/local/bin", "/usr/bin", "/usr/lib"]

    /// Nil where it is not installed; `make test` installs it.
    static func path(_ name: String) -> String? {
        if name.hasPrefix("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What a command prints on its standard output.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        try ChildProcess.output(of: path(program) ?? program, arguments).text
    }
}
