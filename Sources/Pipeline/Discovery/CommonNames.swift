// SPDX-License-Identifier: Apache-2.0
import Model

/// Names that hosts of a ministry commonly have below its domain, and services that DNS can announce.
enum CommonNames {
    /// The label, and what such a host is for; all speak HTTPS.
    static let sites: [(label: String, role: Role)] = [
        ("www", .publicWebsite), ("autodiscover", .mail), ("autoconfig", .mail), ("mail", .mail),
        ("webmail", .mail),
        ("owa", .mail), ("visa", .consularPortal), ("evisa", .consularPortal), ("consular", .consularPortal),
        ("consulate", .consularPortal), ("portal", .consularPortal), ("appointments", .consularPortal),
        ("passport", .consularPortal), ("embassy", .publicWebsite), ("press", .statementHost),
        ("news", .statementHost),
        ("statements", .statementHost), ("media", .statementHost), ("blog", .publicWebsite), ("vpn", .vpn),
        ("remote", .vpn), ("api", .api), ("data", .dataPortal), ("opendata", .dataPortal),
        ("files", .fileExchange),
        ("cloud", .fileExchange), ("share", .fileExchange), ("meet", .conference),
        ("conference", .conference),
        ("intranet", .other), ("sso", .directory), ("login", .directory),
    ]

    /// The owner of SRV records (RFC 2782) below the domain, the service that they announce, and its role.
    static let announcements: [(owner: String, service: Service, role: Role)] = [
        ("_submission._tcp", .submission, .mail), ("_submissions._tcp", .submissions, .mail),
        ("_imap._tcp", .imap, .mail), ("_imaps._tcp", .imaps, .mail), ("_pop3._tcp", .pop3, .mail),
        ("_pop3s._tcp", .pop3s, .mail), ("_sieve._tcp", .sieve, .mail), ("_ldap._tcp", .ldap, .directory),
        ("_ldaps._tcp", .ldaps, .directory), ("_xmpp-client._tcp", .xmppClient, .conference),
        ("_xmpp-server._tcp", .xmppServer, .conference), ("_sips._tcp", .sips, .conference),
        ("_turns._tcp", .turns, .conference),
    ]
}
