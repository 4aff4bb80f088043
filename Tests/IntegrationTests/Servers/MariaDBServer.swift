// SPDX-License-Identifier: Apache-2.0
import Foundation

/// MariaDB without tables, which its greeting needs none of.
struct MariaDBServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Arguments on TLS.
    let options: [String]

    func command(at site: ServerSite) throws -> ServerCommand {
        try FileManager.default.createDirectory(
            at: site.folder.appending(path: "data"),
            withIntermediateDirectories: true
        )
        let files = site.identities.flatMap { ["--ssl-cert=\($0.chain)", "--ssl-key=\($0.key)"] }
        return ServerCommand(
            program: "mariadbd",
            arguments: [
                "--no-defaults", "--user=\(NSUserName())", "--datadir=\(site.path("data"))",
                "--port=\(site.port)", "--bind-address=127.0.0.1", "--socket=\(site.path("socket"))",
                "--pid-file=\(site.path("pid"))", "--skip-grant-tables", "--skip-innodb",
                "--default-storage-engine=Aria", "--skip-log-bin",
            ] + files + options
        )
    }
}
