// SPDX-License-Identifier: Apache-2.0
import Foundation

/// HAProxy ending TLS in front of a fixed answer.
struct HAProxyServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// What follows the certificates on the `bind` line.
    let bind: String
    /// Lines of the `global` section.
    var global = ""

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.map { "crt \($0.combined)" }.joined(separator: " ")
        try site.write(
            """
            global
                maxconn 512
                nbthread 1
                \(global)
            defaults
                mode http
                timeout connect 5s
                timeout client 10s
                timeout server 10s
            frontend tls
                bind 127.0.0.1:\(site.port) ssl \(certificates) \(bind)
                http-request return status 200 content-type text/plain string page

            """,
            to: "haproxy.cfg"
        )
        return ServerCommand(program: "haproxy", arguments: ["-db", "-f", site.path("haproxy.cfg")])
    }
}
