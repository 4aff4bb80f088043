// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Prosody for clients or for other servers.
struct ProsodyServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    let isForServers: Bool
    /// Fields of the table `ssl`.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.map { "certificate = \"\($0.chain)\"; key = \"\($0.key)\";" }
        try FileManager.default.createDirectory(
            at: site.folder.appending(path: "data"),
            withIntermediateDirectories: true
        )
        try site.write(
            """
            run_as_root = true
            pidfile = "\(site.path("pid"))"
            data_path = "\(site.path("data"))"
            interfaces = { "127.0.0.1" }
            c2s_ports = { \(isForServers ? "" : "\(site.port)") }
            s2s_ports = { \(isForServers ? "\(site.port)" : "") }
            log = { error = "\(site.path("error.log"))" }
            modules_enabled = { "tls" }
            modules_disabled = { "s2s_auth_certs" }
            s2s_secure_auth = false
            ssl = { \(certificates.joined(separator: " ")) \(options) }
            VirtualHost "localhost"

            """,
            to: "prosody.cfg.lua"
        )
        return ServerCommand(program: "prosody", arguments: ["-F", "--config", site.path("prosody.cfg.lua")])
    }
}
