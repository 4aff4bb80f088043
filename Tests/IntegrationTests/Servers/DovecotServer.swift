// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One of Dovecot's protocols, with STARTTLS or with TLS from the first byte.
struct DovecotServer: ServerRecipe {
    /// Its services as its configuration names protocol, login service and listener.
    enum Listener: String, Sendable {
        case imap, imaps, pop3, sieve, lmtp, submission

        fileprivate var name: String { self == .imaps ? "imap" : rawValue }

        fileprivate var service: String {
            switch self {
            case .imap, .imaps, .pop3, .submission: "\(name)-login"
            case .sieve: "managesieve-login"
            case .lmtp: "lmtp"
            }
        }

        /// Listeners that come with the service.
        fileprivate var unwanted: [String] {
            switch self {
            case .imap: ["imaps"]
            case .imaps: ["imap"]
            case .pop3: ["pop3s"]
            case .sieve, .lmtp, .submission: []
            }
        }
    }

    var identities: [ServerIdentity.Kind] = [.rsa]
    let listener: Listener
    /// Lines of the configuration on TLS; `ssl = no` for none.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.map { "ssl_cert = <\($0.chain)\nssl_key = <\($0.key)" }
        let closed = listener.unwanted.map { "inet_listener \($0) {\nport = 0\n}" }
        try site.write(
            """
            base_dir = \(site.path("run"))
            state_dir = \(site.path("state"))
            log_path = \(site.path("dovecot.log"))
            protocols = \(listener.name)
            listen = 127.0.0.1
            hostname = localhost
            submission_relay_host = 127.0.0.1
            \(certificates.joined(separator: "\n"))
            \(options)
            passdb {
              driver = static
              args = nopassword=y
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=/nonexistent
            }
            service \(listener.service) {
              inet_listener \(listener.rawValue) {
                address = 127.0.0.1
                port = \(site.port)
                ssl = \(listener == .imaps ? "yes" : "no")
              }
              \(closed.joined(separator: "\n"))
            }

            """,
            to: "dovecot.conf"
        )
        try site.write("chmod 755 .\nexec dovecot -F -c \"$PWD/dovecot.conf\"\n", to: "start.sh")
        return ServerCommand(program: "sh", arguments: [site.path("start.sh")])
    }
}
