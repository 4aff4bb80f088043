// SPDX-License-Identifier: Apache-2.0
import Foundation

/// PostgreSQL with a fresh cluster; it refuses to be root, so root starts it as its package's user.
struct PostgreSQLServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Settings on TLS, one `name=value` each.
    let options: [String]

    private static let folder = URL(filePath: "/usr/lib/postgresql")

    func command(at site: ServerSite) throws -> ServerCommand {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path)) ?? []
        let newest = versions.compactMap(Int.init).max().map(String.init) ?? "none"
        let programs = Self.folder.appending(path: "\(newest)/bin").path
        let files = site.identities.flatMap { ["ssl_cert_file=\($0.chain)", "ssl_key_file=\($0.key)"] }
        let settings = (files + options).map { "-c '\($0)'" }.joined(separator: " ")
        try site.write(
            """
            set -e
            keys="\(site.identities.map(\.key).joined(separator: " "))"
            chmod 755 .
            [ -z "$keys" ] || chmod 600 $keys
            as=
            if [ "$(id -u)" = 0 ]; then
                as="setpriv --reuid=postgres --regid=postgres --clear-groups"
                chown postgres . $keys
            fi
            $as \(programs)/initdb -D cluster -A trust --no-sync >&2
            exec $as \(programs)/postgres -D cluster -p \(site.port) -h 127.0.0.1 -k "$PWD" \(settings)

            """,
            to: "start.sh"
        )
        return ServerCommand(program: "sh", arguments: [site.path("start.sh")])
    }
}
