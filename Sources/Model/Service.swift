// SPDX-License-Identifier: Apache-2.0

/// What an endpoint speaks once TLS is up, by the name that configuration and target URLs use.
package enum Service: String, Codable, Sendable, CaseIterable {
    case https, smtp, submission, submissions, imap, imaps, pop3, pop3s, ldap, ldaps, ftp
    case xmppClient = "xmpp-client"
    case xmppServer = "xmpp-server"
    case postgresql, mysql, rdp, sieve, nntp, lmtp, telnet, irc, turns, sips, tls

    /// The port registered with IANA for the service; 443 for bare `tls`.
    ///
    /// LMTP has none of its own and lies on 24, IANA's for private mail systems; for IRC it is 6667 (`ircu`),
    /// for nobody uses 194.
    package var defaultPort: UInt16 {
        switch self {
        case .https, .tls: 443
        case .smtp: 25
        case .submission: 587
        case .submissions: 465
        case .imap: 143
        case .imaps: 993
        case .pop3: 110
        case .pop3s: 995
        case .ldap: 389
        case .ldaps: 636
        case .ftp: 21
        case .xmppClient: 5222
        case .xmppServer: 5269
        case .postgresql: 5432
        case .mysql: 3306
        case .rdp: 3389
        case .sieve: 4190
        case .nntp: 119
        case .lmtp: 24
        case .telnet: 23
        case .irc: 6667
        case .turns: 5349
        case .sips: 5061
        }
    }

    /// Whether TLS begins with the first byte, without a plain-text preamble.
    package var isImplicitTLS: Bool {
        switch self {
        case .https, .submissions, .imaps, .pop3s, .ldaps, .turns, .sips, .tls: true
        case .smtp, .submission, .imap, .pop3, .ldap, .ftp, .xmppClient, .xmppServer, .postgresql, .mysql,
            .rdp, .sieve, .nntp, .lmtp, .telnet, .irc:
            false
        }
    }

    /// Whether the protocol is one of those that Opossum (CVE-2025-49812) is about: it has servers whose TLS begins with
    /// the first byte and servers that upgrade to it, and either way its sessions go on alike.
    package var hasTwoWaysToTLS: Bool {
        switch self {
        case .https, .tls, .smtp, .submission, .submissions, .pop3, .pop3s, .lmtp, .nntp, .ftp: true
        case .imap, .imaps, .ldap, .ldaps, .xmppClient, .xmppServer, .postgresql, .mysql, .rdp, .sieve,
            .telnet,
            .irc, .turns, .sips:
            false
        }
    }
}
