// SPDX-License-Identifier: Apache-2.0
import Foundation

/// stunnel in front of nothing: it ends TLS before it dials.
struct StunnelServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Lines of the service.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.flatMap { ["cert = \($0.chain)", "key = \($0.key)"] }
        try site.write(
            """
            foreground = yes
            pid =
            [tls]
            accept = 127.0.0.1:\(site.port)
            exec = /usr/bin/printf
            execArgs = printf HTTP/1.0\\040200\\040OK\\r\\nContent-Length:5\\r\\n\\r\\npage\\n
            \(certificates.joined(separator: "\n"))
            \(options)

            """,
            to: "stunnel.conf"
        )
        return ServerCommand(program: "stunnel4", arguments: [site.path("stunnel.conf")])
    }
}
