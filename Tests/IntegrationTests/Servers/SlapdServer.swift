// SPDX-License-Identifier: Apache-2.0
import Foundation

/// OpenLDAP's server without a database, which StartTLS needs none of.
struct SlapdServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Lines of the configuration on TLS.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.map {
            "TLSCertificateFile \($0.chain)\nTLSCertificateKeyFile \($0.key)"
        }
        try site.write(
            """
            pidfile \(site.path("pid"))
            \(certificates.joined(separator: "\n"))
            \(options)

            """,
            to: "slapd.conf"
        )
        return ServerCommand(
            program: "slapd",
            arguments: ["-d", "0", "-h", "ldap://127.0.0.1:\(site.port)/", "-f", site.path("slapd.conf")]
        )
    }
}
