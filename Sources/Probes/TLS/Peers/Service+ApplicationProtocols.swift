// SPDX-License-Identifier: Apache-2.0
internal import Model

extension Service {
    /// The application protocols worth asking the service for, best first: IANA's "TLS Application-Layer
    /// Protocol Negotiation (ALPN) Protocol IDs".
    ///
    /// Empty where none is registered, as for SMTP, LDAP and RDP; those would say nothing of the service.
    var applicationProtocols: [String] {
        switch self {
        case .https: ["h2", "http/1.1"]
        case .imap, .imaps: ["imap"]
        case .pop3, .pop3s: ["pop3"]
        case .xmppClient: ["xmpp-client"]
        case .xmppServer: ["xmpp-server"]
        case .ftp: ["ftp"]
        case .postgresql: ["postgresql"]
        case .sieve: ["managesieve"]
        case .nntp: ["nntp"]
        case .irc: ["irc"]
        case .turns: ["stun.turn"]
        case .sips: ["sip/2"]
        case .smtp, .submission, .submissions, .lmtp, .ldap, .ldaps, .mysql, .rdp, .telnet, .tls: []
        }
    }
}
