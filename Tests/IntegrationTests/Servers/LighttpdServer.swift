// SPDX-License-Identifier: Apache-2.0
import Foundation

/// lighttpd with its OpenSSL module.
struct LighttpdServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Lines of `ssl.openssl.ssl-conf-cmd`, as lighttpd quotes them.
    let commands: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.prefix(1).flatMap {
            ["ssl.pemfile = \"\($0.chain)\"", "ssl.privkey = \"\($0.key)\""]
        }
        try site.write(
            """
            server.modules = ( "mod_openssl" )
            server.document-root = "\(site.folder.path)"
            server.bind = "127.0.0.1"
            server.port = \(site.port)
            ssl.engine = "enable"
            \(certificates.joined(separator: "\n"))
            ssl.openssl.ssl-conf-cmd = ( \(commands) )

            """,
            to: "lighttpd.conf"
        )
        return ServerCommand(program: "lighttpd", arguments: ["-D", "-f", site.path("lighttpd.conf")])
    }
}
