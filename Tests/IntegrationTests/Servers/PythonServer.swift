// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A server in Python: the standard library's `ssl`, or tlslite-ng from PyPI, by a script of `Tests/Fixtures/servers`.
struct PythonServer: ServerRecipe {
    enum Script: String, Sendable {
        case standardLibrary = "python_ssl.py"
        case tlslite = "tlslite_server.py"
    }

    let script: Script
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// `NAME=VALUE`, as the script documents them.
    let settings: [String]

    func command(at site: ServerSite) throws -> ServerCommand {
        let repository = LaboratoryCycle.repository
        let source = repository.appending(path: "Tests/Fixtures/servers/\(script.rawValue)")
        let environment = repository.appending(path: ".venv/bin/python")
        return ServerCommand(
            program: script == .tlslite ? environment.path : "python3",
            arguments: [source.path, "\(site.port)"] + settings
                + site.identities.map { "certificate=\($0.chain),\($0.key)" }
        )
    }
}
