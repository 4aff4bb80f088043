// SPDX-License-Identifier: Apache-2.0
import Foundation

/// ngIRCd, which has TLS on ports of its own and no STARTTLS.
struct NgircdServer: ServerRecipe {
    let identities: [ServerIdentity.Kind] = []

    func command(at site: ServerSite) throws -> ServerCommand {
        try site.write(
            """
            [Global]
            Name = irc.localhost
            Info = test
            AdminEMail = admin@localhost
            Listen = 127.0.0.1
            Ports = \(site.port)
            [Limits]
            MaxConnectionsIP = 0
            [Options]
            Ident = no
            DNS = no
            PAM = no

            """,
            to: "ngircd.conf"
        )
        return ServerCommand(program: "ngircd", arguments: ["-n", "-f", site.path("ngircd.conf")])
    }
}
