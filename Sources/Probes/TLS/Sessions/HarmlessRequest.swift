// SPDX-License-Identifier: Apache-2.0
internal import Model

/// Something to say once TLS is up that any server of the service answers and that changes nothing, however
/// often it is said.
struct HarmlessRequest {
    let bytes: [UInt8]

    /// Empty for services without one, where a goodbye of TLS serves.
    init(_ endpoint: Endpoint, introduction: ClientIntroduction) {
        let text: String
        switch endpoint.service {
        case .https:
            let name = endpoint.referenceName
            let host = name.contains(":") ? "[\(name)]" : name
            let port = endpoint.port == Service.https.defaultPort ? "" : ":\(endpoint.port)"
            text =
                "GET / HTTP/1.1\r\nHost: \(host)\(port)\r\nUser-Agent: \(introduction.userAgent)\r\n"
                + "Accept: */*\r\nConnection: close\r\n\r\n"
        case .smtp, .submission, .submissions, .pop3, .pop3s, .ftp, .nntp, .lmtp, .irc: text = "QUIT\r\n"
        case .imap, .imaps: text = "a1 LOGOUT\r\n"
        case .sieve: text = "LOGOUT\r\n"
        case .ldap, .ldaps, .xmppClient, .xmppServer, .postgresql, .mysql, .rdp, .telnet, .turns, .sips, .tls:
            text = ""
        }
        bytes = Array(text.utf8)
    }
}
