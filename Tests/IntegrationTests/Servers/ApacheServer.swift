// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Apache's httpd with mod_ssl, in one process.
struct ApacheServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    let directives: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let modules = ["mpm_event", "authz_core", "socache_shmcb", "ssl"].map {
            "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so"
        }
        let certificates = site.identities.flatMap {
            ["SSLCertificateFile \($0.chain)", "SSLCertificateKeyFile \($0.key)"]
        }
        try site.write(
            """
            ServerRoot \(site.folder.path)
            PidFile \(site.path("pid"))
            ServerName localhost
            ErrorLog \(site.path("error.log"))
            DocumentRoot \(site.folder.path)
            DefaultRuntimeDir \(site.folder.path)
            Mutex file:\(site.folder.path)
            \(modules.joined(separator: "\n"))
            Listen 127.0.0.1:\(site.port)
            SSLEngine on
            SSLSessionCache shmcb:\(site.path("sessions"))
            \(certificates.joined(separator: "\n"))
            \(directives)
            """,
            to: "apache.conf"
        )
        return ServerCommand(
            program: "apache2",
            arguments: ["-X", "-f", site.path("apache.conf"), "-E", site.path("error.log")]
        )
    }
}
