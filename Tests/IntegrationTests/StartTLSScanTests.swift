// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import TLSWire
import Testing

/// What `chancery scan` prints of real servers that begin in plain text.
struct StartTLSScanTests {
    struct Server: Sendable, CustomTestStringConvertible {
        let name: String
        let service: Service
        let recipe: any ServerRecipe
        var hasTLS13 = true
        var needsRoot = false

        var testDescription: String { "\(name) (\(service.rawValue))" }
    }

    private static let suites12 = [
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ]
    private static let suites13 = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    ]
    static let ciphers = "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384"
    private static let dovecot = "ssl = yes\nssl_min_protocol = TLSv1.2\nssl_cipher_list = \(ciphers)"
    private static let postfix = """
        smtpd_tls_protocols = >=TLSv1.2
        smtpd_tls_exclude_ciphers = aNULL
        tls_medium_cipherlist = \(ciphers)
        """
    private static let gnutls = """
        TLSCipherSuite NONE:+VERS-TLS1.2:+ECDHE-RSA:+AES-128-GCM:+AES-256-GCM:+AEAD:+SIGN-ALL:+GROUP-ALL:+COMP-NULL
        """

    static let servers = [
        Server(name: "Postfix", service: .smtp, recipe: PostfixServer(options: postfix), needsRoot: true),
        Server(
            name: "Dovecot",
            service: .submission,
            recipe: DovecotServer(listener: .submission, options: dovecot),
            needsRoot: true
        ),
        Server(
            name: "Dovecot",
            service: .lmtp,
            recipe: DovecotServer(listener: .lmtp, options: dovecot),
            needsRoot: true
        ),
        Server(
            name: "Dovecot",
            service: .imap,
            recipe: DovecotServer(listener: .imap, options: dovecot),
            needsRoot: true
        ),
        Server(
            name: "Dovecot",
            service: .pop3,
            recipe: DovecotServer(listener: .pop3, options: dovecot),
            needsRoot: true
        ),
        Server(
            name: "Dovecot",
            service: .sieve,
            recipe: DovecotServer(listener: .sieve, options: dovecot),
            needsRoot: true
        ),
        Server(
            name: "vsftpd",
            service: .ftp,
            recipe: VsftpdServer(options: "ssl_enable=YES\nssl_ciphers=\(ciphers)"),
            needsRoot: true
        ),
        Server(name: "OpenLDAP", service: .ldap, recipe: SlapdServer(options: gnutls), hasTLS13: false),
        Server(
            name: "Prosody",
            service: .xmppClient,
            recipe: ProsodyServer(
                isForServers: false,
                options: "protocol = \"tlsv1_2+\"; ciphers = \"\(ciphers)\""
            )
        ),
        Server(
            name: "Prosody",
            service: .xmppServer,
            recipe: ProsodyServer(
                isForServers: true,
                options: "protocol = \"tlsv1_2+\"; ciphers = \"\(ciphers)\""
            )
        ),
        Server(
            name: "PostgreSQL",
            service: .postgresql,
            recipe: PostgreSQLServer(options: ["ssl=on", "ssl_ciphers=\(ciphers)"])
        ),
        Server(
            name: "MariaDB",
            service: .mysql,
            recipe: MariaDBServer(options: ["--ssl-cipher=\(ciphers)", "--tls-version=TLSv1.2,TLSv1.3"])
        ),
        Server(
            name: "xrdp",
            service: .rdp,
            recipe: XrdpServer(
                options: "security_layer=negotiate\nssl_protocols=TLSv1.2, TLSv1.3\ntls_ciphers=\(ciphers)"
            ),
            needsRoot: true
        ),
    ]

    private func names(_ endpoint: ScanEndpoint, _ version: ProtocolVersion) -> [String] {
        (endpoint.tls.protocols[version]?.suites ?? []).map { $0.name ?? $0.hex }.sorted()
    }

    @Test(arguments: servers.filter { !$0.needsRoot })
    func aServerBehindAPreambleIsSeenToTheLetter(_ server: Server) async throws {
        try await expectLetters(server)
    }

    @Test(
        .enabled(if: geteuid() == 0, "these servers want to be root"),
        arguments: servers.filter(\.needsRoot)
    )
    func aServerOfRootBehindAPreambleIsSeenToTheLetter(_ server: Server) async throws {
        try await expectLetters(server)
    }

    private func expectLetters(_ server: Server) async throws {
        let running = try await RunningServer(server.recipe)
        let proxy = try await DroppingProxy(to: running.port, closingEvery: 0)
        let found = try await LoopbackScan.run(
            port: proxy.port,
            trusting: running.authority,
            service: server.service
        )
        #expect(found.error == nil)
        #expect(found.startTLS.state == .accepted)
        #expect(Set(names(found, .tls12)).isSuperset(of: Self.suites12))
        #expect(names(found, .tls12).allSatisfy(Self.suites12.contains))
        #expect(names(found, .tls13) == (server.hasTLS13 ? Self.suites13 : []))
        let offered = found.tls.protocols.filter { $0.value.isOffered == true }.keys
        #expect(Set(offered) == (server.hasTLS13 ? [.tls12, .tls13] : [.tls12]))
        let chain = try #require(found.certificates.first)
        #expect(chain.certificates.first?.subject == "CN=localhost")
        #expect(chain.hostnameMatches == true)
        #expect(found.cost.connections == proxy.connections)
        #expect(found.findings.first { $0.check == "tls.starttls-missing" }?.verdict == .pass)
        try await proxy.stop()
    }

    @Test(.enabled(if: geteuid() == 0, "Postfix wants to be root"))
    func thePreambleCostsNoConnectionAndChangesNoAnswer() async throws {
        let wrapped = Self.postfix + "\nsmtpd_tls_wrappermode = yes"
        let implicit = try await RunningServer(PostfixServer(options: wrapped))
        let explicit = try await RunningServer(PostfixServer(options: Self.postfix))
        let direct = try await LoopbackScan.run(
            port: implicit.port,
            trusting: implicit.authority,
            service: .submissions
        )
        let upgraded = try await LoopbackScan.run(
            port: explicit.port,
            trusting: explicit.authority,
            service: .submission
        )
        #expect(upgraded.tls.protocols == direct.tls.protocols)
        #expect(upgraded.tls.groups == direct.tls.groups)
        #expect(upgraded.tls.signatureAlgorithms == direct.tls.signatureAlgorithms)
        // Hellos that go out side by side show now one thing first, now another, which may cost or save one.
        #expect(abs(upgraded.cost.connections - direct.cost.connections) <= 2)
        #expect(direct.startTLS.state == .notApplicable)
    }

    @Test(.enabled(if: geteuid() == 0, "Postfix wants to be root"), arguments: [2, 3])
    func aServerThatHangsUpBeforeItsGreetingIsSeenAllTheSame(period: Int) async throws {
        let running = try await RunningServer(PostfixServer(options: Self.postfix))
        let proxy = try await DroppingProxy(to: running.port, closingEvery: period)
        let found = try await LoopbackScan.run(
            port: proxy.port,
            trusting: running.authority,
            service: .smtp
        )
        #expect(found.startTLS.state == .accepted)
        #expect(names(found, .tls12) == Self.suites12)
        #expect(names(found, .tls13) == Self.suites13)
        try await proxy.stop()
    }
}

/// Servers that have no TLS to give, and say so.
struct StartTLSDenialTests {
    struct Denier: Sendable, CustomTestStringConvertible {
        let service: Service
        let recipe: any ServerRecipe
        let state: ScanStartTLS.State
        var code: String?
        var needsRoot = false

        var testDescription: String { "\(type(of: recipe)) (\(service.rawValue))" }
    }

    static let deniers = [
        Denier(
            service: .smtp,
            recipe: PostfixServer(identities: [], options: "", hasTLS: false),
            state: .absent,
            needsRoot: true
        ),
        Denier(
            service: .imap,
            recipe: DovecotServer(identities: [], listener: .imap, options: "ssl = no"),
            state: .absent,
            needsRoot: true
        ),
        Denier(
            service: .pop3,
            recipe: DovecotServer(identities: [], listener: .pop3, options: "ssl = no"),
            state: .absent,
            needsRoot: true
        ),
        Denier(
            service: .ftp,
            recipe: VsftpdServer(identities: [], options: "ssl_enable=NO"),
            state: .absent,
            code: "530",
            needsRoot: true
        ),
        // protocolError: without certificates it does not know the operation (RFC 4511 §4.14.1).
        Denier(service: .ldap, recipe: SlapdServer(identities: [], options: ""), state: .absent, code: "2"),
        Denier(
            service: .postgresql,
            recipe: PostgreSQLServer(identities: [], options: ["ssl=off"]),
            state: .absent,
            code: "N"
        ),
        Denier(
            service: .mysql,
            recipe: MariaDBServer(identities: [], options: ["--skip-ssl"]),
            state: .absent
        ),
        Denier(service: .irc, recipe: NgircdServer(), state: .absent),
    ]

    @Test(arguments: deniers.filter { !$0.needsRoot })
    func whatIsDeniedIsAFactAndAFinding(_ denier: Denier) async throws { try await expectDenial(denier) }

    @Test(
        .enabled(if: geteuid() == 0, "these servers want to be root"),
        arguments: deniers.filter(\.needsRoot)
    )
    func whatAServerOfRootDeniesIsAFactAndAFinding(_ denier: Denier) async throws {
        try await expectDenial(denier)
    }

    private func expectDenial(_ denier: Denier) async throws {
        let running = try await RunningServer(denier.recipe)
        let found = try await LoopbackScan.run(
            port: running.port,
            trusting: running.authority,
            service: denier.service
        )
        #expect(found.startTLS.state == denier.state)
        #expect(found.startTLS.code == denier.code)
        #expect(found.error?.phase == .absent)
        let unknown = found.findings.filter { $0.verdict.state == .unknown }
        #expect(unknown.map(\.check) == [])
        #expect(found.findings.first { $0.check == "tls.tls1.2-missing" }?.verdict.state == .notApplicable)
        #expect(found.cost.connections == 3)
        let finding = try #require(found.findings.first { $0.check == "tls.starttls-missing" })
        guard case .fail(let level, _, _) = finding.verdict else {
            Issue.record("\(finding.verdict)")
            return
        }
        #expect(level == denier.state.rawValue)
    }

    @Test func anotherProtocolOnThePortIsNoStatementAboutTLS() async throws {
        let running = try await RunningServer(SlapdServer(identities: [], options: ""))
        let found = try await LoopbackScan.run(
            port: running.port,
            trusting: running.authority,
            service: .rdp
        )
        #expect(found.startTLS.state == .unknown)
        let finding = try #require(found.findings.first { $0.check == "tls.starttls-missing" })
        #expect(finding.verdict.state == .unknown)
    }
}
