// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// Postfix as a relay that wants a login, with Dovecot to say whose; what it takes stays in its queue.
struct PostfixRelay: ServerRecipe {
    static let user = "chancery@mfa.example"
    static let password = "correct_horse"

    var identities: [ServerIdentity.Kind] = [.rsa]
    var names = ["relay.mfa.example"]
    /// TLS from the first byte.
    var isImplicit = false
    /// Lines of main.cf that come last.
    var options = ""

    func command(at site: ServerSite) throws -> ServerCommand {
        let login = try LoopbackPorts.free()
        try site.write(dovecot(at: site, port: login), to: "dovecot.conf")
        let postfix = PostfixServer(
            identities: identities,
            options: """
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = inet:127.0.0.1:\(login)
                smtpd_tls_auth_only = yes
                smtpd_tls_wrappermode = \(isImplicit ? "yes" : "no")
                smtpd_relay_restrictions = permit_sasl_authenticated, reject
                smtpd_recipient_restrictions =
                    check_recipient_access inline:{ {nobody@mfa.example = 550 5.1.1 nobody here}
                      {later@mfa.example = 451 4.3.0 later} }, permit_sasl_authenticated, reject
                \(options)
                """,
            services: "cleanup unix n - n - 0 cleanup\n"
        )
        _ = try postfix.command(at: site)
        // One shell stays to end both: it is the process that the test ends.
        try site.write(
            """
            chmod 755 .
            mkdir queue data run
            chown postfix data
            postfix -c "$PWD" check
            dovecot -F -c "$PWD/dovecot.conf" &
            helper=$!
            /usr/lib/postfix/sbin/master -c "$PWD" -d &
            main=$!
            trap 'kill $helper $main; wait' TERM INT EXIT
            wait $main

            """,
            to: "start.sh"
        )
        return ServerCommand(program: "sh", arguments: [site.path("start.sh")])
    }

    private func dovecot(at site: ServerSite, port: Int) -> String {
        """
        base_dir = \(site.path("run"))
        state_dir = \(site.path("run"))
        log_path = \(site.path("dovecot.log"))
        protocols =
        listen = 127.0.0.1
        ssl = no
        auth_mechanisms = plain
        passdb {
          driver = static
          args = user=\(Self.user) password=\(Self.password)
        }
        service auth {
          inet_listener {
            address = 127.0.0.1
            port = \(port)
          }
        }

        """
    }
}

extension RunningServer {
    /// The messages that a Postfix has taken, as they will be passed on.
    func takenMessages() throws -> [String] {
        let folder = site.folder.appending(path: "queue")
        return try ["incoming", "maildrop", "active", "deferred"].flatMap { queue -> [String] in
            let files = FileManager.default.enumerator(
                at: folder.appending(path: queue),
                includingPropertiesForKeys: [.isRegularFileKey]
            )
            return try (files?.allObjects as? [URL] ?? []).filter { url in
                try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            }
            .map { file in
                try ServerPrograms.output(of: "postcat", ["-c", site.folder.path, "-bh", file.path])
            }
        }
    }
}
