// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Postfix's SMTP server alone; its master wants to be root.
struct PostfixServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    var names = ["localhost"]
    /// Lines of main.cf on TLS.
    let options: String
    /// False for a server that was given no certificate.
    var hasTLS = true
    /// Lines of master.cf beside those that answer.
    var services = ""

    func command(at site: ServerSite) throws -> ServerCommand {
        let chains = site.identities.map { "\($0.key), \($0.chain)" }.joined(separator: ", ")
        try site.write(
            """
            compatibility_level = 3.6
            queue_directory = \(site.path("queue"))
            data_directory = \(site.path("data"))
            maillog_file = \(site.path("mail.log"))
            maillog_file_prefixes = /
            myhostname = localhost
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            alias_maps =
            smtpd_relay_restrictions = reject
            smtpd_client_connection_rate_limit = 0
            smtpd_client_connection_count_limit = 0
            \(hasTLS ? "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = \(chains)" : "")
            \(options)

            """,
            to: "main.cf"
        )
        try writeServices(at: site)
        return ServerCommand(program: "sh", arguments: [site.path("start.sh")])
    }

    private func writeServices(at site: ServerSite) throws {
        try site.write(
            """
            127.0.0.1:\(site.port) inet n - n - - smtpd
            tlsmgr unix - - n 1000? 1 tlsmgr
            anvil unix - - n - 1 anvil
            rewrite unix - - n - - trivial-rewrite
            proxymap unix - - n - - proxymap
            postlog unix-dgram n - n - 1 postlogd
            \(services)

            """,
            to: "master.cf"
        )
        try site.write(
            """
            chmod 755 .
            mkdir queue data
            chown postfix data
            postfix -c "$PWD" check
            exec /usr/lib/postfix/sbin/master -c "$PWD" -d

            """,
            to: "start.sh"
        )
    }
}
