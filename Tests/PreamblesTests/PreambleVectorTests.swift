// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Preambles

/// Recorded dialogues of Tests/Fixtures/dialogues up to TLS.
struct PreambleVectorTests {
    struct Recording: Decodable {
        struct Start: Decodable {
            let `protocol`: String
            let tls_starts_at: Int?
        }

        struct Entry: Decodable {
            let from: String
            let hex: String
        }

        let starttls: Start?
        let transcript: [Entry]

        init(_ name: String) throws {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            let file = folder.appending(path: "Fixtures/dialogues/\(name).json")
            self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
        }

        /// What the server says before TLS, or all that it says.
        var server: [UInt8] {
            transcript.prefix(starttls?.tls_starts_at ?? transcript.count).filter { $0.from == "server" }
                .flatMap { Played.bytes($0.hex) }
        }
    }

    static let accepted: [(String, Service)] = [
        ("starttls-ftp-vsftpd", .ftp), ("starttls-imap-dovecot", .imap), ("starttls-ldap-openldap", .ldap),
        ("starttls-nntp-asyncio", .nntp), ("starttls-pop3-dovecot", .pop3),
        ("starttls-postgres-postgresql", .postgresql), ("starttls-sieve-asyncio", .sieve),
        ("starttls-smtp-postfix", .smtp), ("starttls-smtp-anon-postfix", .submission),
        ("starttls-smtp-injection-asyncio", .smtp), ("starttls-smtp-injection-refused-asyncio", .smtp),
        ("starttls-smtp-injection-refused-postfix", .smtp), ("starttls-xmpp-asyncio", .xmppClient),
    ]

    @Test(arguments: accepted)
    func aRecordedServerAccepts(_ name: String, _ service: Service) throws {
        let server = try Recording(name).server
        for cut in [1, 2, 7, Int.max] {
            let played = Played(service, server, cut: cut)
            #expect(played.end == .accepted, "\(name) cut \(cut)")
            #expect(played.rest.isEmpty)
        }
    }

    @Test func aRecordedServerHasNone() throws {
        let server = try Recording("starttls-smtp-none-asyncio").server
        #expect(Played(.smtp, server).end == .absent(PreambleReply("")))
        #expect(Played(.smtp, server).sent.hasSuffix("QUIT\r\n"))
    }

    static let foreign: [(String, Service, String)] = [
        ("plain-http-200", .smtp, "not SMTP but HTTP: HTTP/1.1 200 OK"),
        ("plain-http-400", .ldap, "not LDAP but HTTP"),
        ("plain-ssh-banner", .smtp, "not SMTP but SSH: SSH-2.0"),
        ("plain-ssh-banner", .mysql, "not MySQL but SSH"),
        ("plain-ssh-banner", .rdp, "not RDP but SSH"),
        ("plain-ssh-banner", .telnet, "not Telnet but SSH"),
        ("plain-ssh-banner", .xmppClient, "not XMPP but SSH"),
        ("plain-imap-dovecot", .pop3, "not POP3 but IMAP"),
        ("plain-smtp-postfix", .imap, "not IMAP but SMTP or FTP"),
        ("alert-version-tls10-openssl30", .postgresql, "not PostgreSQL but TLS from the first byte"),
        ("alert-version-tls10-openssl30", .ldap, "not LDAP but TLS from the first byte"),
    ]

    @Test(arguments: foreign)
    func anotherProtocolIsNamed(_ name: String, _ service: Service, _ words: String) throws {
        let server = try Recording(name).server
        for cut in [1, 5, Int.max] {
            guard case .failed(let reason)? = Played(service, server, cut: cut).end else {
                Issue.record("\(name) is taken for \(service.rawValue)")
                continue
            }
            #expect(reason.hasPrefix(words) || cut < 80 && reason.hasPrefix("not "), "\(reason)")
        }
    }

    @Test func anEndlessGreetingEndsAtTheLimit() throws {
        let server = try Recording("plain-smtp-greeting-endless").server
        let endless = (0..<40).flatMap { _ in server }
        guard case .failed(let reason)? = Played(.smtp, endless, cut: 1400).end else {
            Issue.record("no end")
            return
        }
        #expect(reason.hasSuffix("the greeting was not through"))
    }
}

/// A session fed with a server's bytes.
struct Played {
    private(set) var end: PreambleEnd?
    private(set) var sent = ""
    private(set) var rest: [UInt8] = []

    init(_ service: Service, _ server: [UInt8], cut: Int = .max) {
        let introduction = PreambleIntroduction(serverName: "mail.test")
        guard var session = PreambleSession(service, introduction: introduction) else { return }
        sent = String(decoding: session.opening, as: UTF8.self)
        var left = server[...]
        while end == nil, !left.isEmpty {
            let piece = left.prefix(cut)
            left = left.dropFirst(piece.count)
            let step = session.receive(piece)
            sent += String(decoding: step.output, as: UTF8.self)
            end = step.end
        }
        if end == .accepted { rest = session.takeRemainder() + left }
    }

    init(_ service: Service, _ server: String, cut: Int = .max) {
        self.init(service, Array(server.utf8), cut: cut)
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
