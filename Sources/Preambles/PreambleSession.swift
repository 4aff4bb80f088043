// SPDX-License-Identifier: Apache-2.0
package import Model

/// One preamble under way: fed with what the peer says until it ends.
package struct PreambleSession: Sendable {
    package struct Step: Hashable, Sendable {
        /// What is to be sent at once; after an end it is the goodbye, or the request that needs no reply.
        package let output: [UInt8]
        /// Nil while the dialogue goes on.
        package let end: PreambleEnd?
    }

    /// What is read of a peer before TLS, bytes: capability lists of a few kilobytes occur.
    package static let longestDialogue = 65_536

    private var preamble: any Preamble
    private var input = PreambleInput()
    private var received = 0

    init(_ preamble: any Preamble) { self.preamble = preamble }

    /// Nil where TLS begins with the first byte.
    package init?(_ service: Service, introduction: PreambleIntroduction) {
        guard let preamble = service.preamble(introduction) else { return nil }
        self.preamble = preamble
    }

    package var opening: [UInt8] { preamble.opening }

    /// What the peer owes, in words: `the greeting`.
    package var awaited: String { preamble.awaited }

    /// What came after the acceptance; nothing a sound peer says, for then the client speaks first.
    package mutating func takeRemainder() -> [UInt8] { input.takeAll() }

    package mutating func receive(_ bytes: some Collection<UInt8>) -> Step {
        received += bytes.count
        input.append(bytes)
        var output: [UInt8] = []
        while let step = preamble.read(&input) {
            switch step {
            case .go: continue
            case .send(let bytes): output += bytes
            case .sendAndAccept(let bytes): return Step(output: output + bytes, end: .accepted)
            case .end(.accepted): return Step(output: output, end: .accepted)
            case .end(.failed(let reason)): return Step(output: output, end: .failed(reason))
            case .end(let end): return Step(output: output + preamble.farewell, end: end)
            }
        }
        guard received <= Self.longestDialogue else {
            let reason = "\(received) bytes came, and \(preamble.awaited) was not through"
            return Step(output: [], end: .failed(reason))
        }
        return Step(output: output, end: nil)
    }
}

/// How the client introduces itself, and whom it asks for.
package struct PreambleIntroduction: Hashable, Sendable {
    /// The name after EHLO and LHLO.
    package var clientName: String
    /// The host or domain that is asked for.
    package var serverName: String

    package init(clientName: String = Self.defaultClientName, serverName: String) {
        self.clientName = clientName
        self.serverName = serverName
    }

    /// Names the tool, and nobody's host (RFC 2606 §2).
    package static let defaultClientName = "chancery.invalid"
}

extension Service {
    /// Nil where TLS begins with the first byte.
    func preamble(_ introduction: PreambleIntroduction) -> (any Preamble)? {
        switch self {
        case .https, .submissions, .imaps, .pop3s, .ldaps, .turns, .sips, .tls: nil
        case .smtp, .submission: SMTPPreamble(command: "EHLO", clientName: introduction.clientName)
        case .lmtp: SMTPPreamble(command: "LHLO", clientName: introduction.clientName)
        case .imap: IMAPPreamble()
        case .pop3: POP3Preamble()
        case .sieve: SievePreamble()
        case .nntp: NNTPPreamble()
        case .ftp: FTPPreamble()
        case .irc: IRCPreamble()
        case .xmppClient: XMPPPreamble(namespace: "jabber:client", domain: introduction.serverName)
        case .xmppServer: XMPPPreamble(namespace: "jabber:server", domain: introduction.serverName)
        case .ldap: LDAPPreamble()
        case .postgresql: PostgreSQLPreamble()
        case .mysql: MySQLPreamble()
        case .rdp: RDPPreamble()
        case .telnet: TelnetPreamble()
        }
    }
}
