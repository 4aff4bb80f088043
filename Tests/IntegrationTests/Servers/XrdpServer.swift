// SPDX-License-Identifier: Apache-2.0
import Foundation

/// xrdp, the Remote Desktop server, without a session behind it.
struct XrdpServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Lines of the section `Globals` on TLS.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.map { "certificate=\($0.chain)\nkey_file=\($0.key)" }
        try site.write(
            """
            [Globals]
            ini_version=1
            fork=true
            port=tcp://127.0.0.1:\(site.port)
            \(certificates.joined(separator: "\n"))
            \(options)
            [Logging]
            LogFile=\(site.path("xrdp.log"))
            LogLevel=ERROR
            EnableSyslog=false
            [Xorg]
            name=Xorg
            lib=libxup.so
            ip=127.0.0.1
            port=-1

            """,
            to: "xrdp.ini"
        )
        return ServerCommand(program: "xrdp", arguments: ["--nodaemon", "--config", site.path("xrdp.ini")])
    }
}
