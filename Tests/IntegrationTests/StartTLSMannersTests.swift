// SPDX-License-Identifier: Apache-2.0
import Model
import Reports
import TLSWire
import Testing

/// Protocols and manners that no package of the system brings, played before a real server of TLS.
struct StartTLSMannersTests {
    typealias Script = ScriptedPreamble.Script
    typealias Exchange = ScriptedPreamble.Exchange

    private static let backend = StunnelServer(options: "sslVersionMin = TLSv1.2")

    private static let smtp = Script(
        greeting: "220-mail.test\r\n220 ready\r\n",
        exchanges: [
            .line("EHLO chancery.invalid", "250-mail.test\r\n250-SIZE\r\n250 STARTTLS"),
            .line("STARTTLS", "220 go"),
        ]
    )

    static let scripts: [(Service, Script)] = [
        (
            .nntp,
            Script(
                greeting: "200 news\r\n",
                exchanges: [
                    .line("CAPABILITIES", "101 list\r\nVERSION 2\r\nSTARTTLS\r\n."),
                    .line("STARTTLS", "382 go"),
                ]
            )
        ),
        (
            .irc,
            Script(
                greeting: ":irc.test NOTICE * :*** Looking up your hostname\r\n",
                exchanges: [
                    .line("CAP LS 302", ":irc.test CAP * LS * :multi-prefix\r\n:irc.test CAP * LS :sasl tls"),
                    .line("STARTTLS", ":irc.test 670 * :STARTTLS successful"),
                ]
            )
        ),
        (
            .telnet,
            Script(
                greeting: "login follows\r\n",
                exchanges: [
                    Exchange(request: [0xFF, 0xFB, 46], reply: [0xFF, 0xFD, 24, 0xFF, 0xFD, 46]),
                    Exchange(
                        request: [0xFF, 0xFC, 24, 0xFF, 0xFA, 46, 1, 0xFF, 0xF0],
                        reply: [0xFF, 0xFA, 46, 1, 0xFF, 0xF0]
                    ),
                ]
            )
        ),
        (.smtp, smtp),
    ]

    private func scan(
        _ service: Service,
        _ script: @escaping @Sendable (Int) -> Script
    ) async throws -> (ScanEndpoint, connections: Int) {
        let running = try await RunningServer(Self.backend)
        let front = try await ScriptedPreamble(before: running.port, script)
        let found = try await LoopbackScan.run(
            port: front.port,
            trusting: running.authority,
            service: service
        )
        try await front.stop()
        return (found, front.connections)
    }

    @Test(arguments: scripts.indices)
    func theProtocolsPreambleLeadsToTLS(index: Int) async throws {
        let (service, script) = Self.scripts[index]
        let (found, connections) = try await scan(service) { _ in script }
        #expect(found.startTLS.state == .accepted)
        #expect(found.tls.protocols[.tls13]?.isOffered == true)
        #expect(found.tls.protocols[.tls11]?.isOffered == false)
        #expect(found.certificates.first?.hostnameMatches == true)
        #expect(found.cost.connections == connections)
    }

    @Test func aServerThatSaysBusyToEverySecondIsSeenAllTheSame() async throws {
        let (whole, connections) = try await scan(.smtp) { _ in Self.smtp }
        let (found, doubled) = try await scan(.smtp) { number in
            number.isMultiple(of: 2) ? Script(refusal: "421 4.7.0 too many connections\r\n") : Self.smtp
        }
        #expect(found.startTLS.state == .accepted)
        #expect(found.tls.protocols == whole.tls.protocols)
        #expect(found.tls.groups == whole.tls.groups)
        #expect(doubled > connections)
        let unknown = found.findings.filter { $0.verdict.state == .unknown }.map(\.check)
        #expect(unknown.filter { !Self.restOnSeveralDialogues.contains($0) } == [])
    }

    /// What rests on several dialogues in a row, any of which may be turned away each time it is tried, as it
    /// happens between those beside it.
    private static let restOnSeveralDialogues: Set = [
        "tls.clock-skewed", "tls.early-data", "tls.ticket-key-old", "tls.ticket-lifetime",
    ]

    @Test func aServerThatIsAlwaysBusyIsUnknown() async throws {
        let (found, connections) = try await scan(.smtp) { _ in
            Script(refusal: "421 4.7.0 too many connections\r\n")
        }
        #expect(found.startTLS.state == .unknown)
        #expect(found.error?.reason.contains("421") == true)
        #expect(found.findings.first { $0.check == "tls.starttls-missing" }?.verdict.state == .unknown)
        #expect(connections <= 10)
    }

    @Test func aServerWithoutACertificateAtTheMomentIsNoRefusal() async throws {
        var script = Self.smtp
        script.exchanges[1] = .line("STARTTLS", "454 4.7.0 TLS not available")
        let busy = script
        let (found, _) = try await scan(.smtp) { _ in busy }
        #expect(found.startTLS.state == .unknown)
    }

    @Test func aRefusalForGoodIsAFact() async throws {
        var script = Self.smtp
        script.exchanges[1] = .line("STARTTLS", "554 5.7.3 no")
        let refusing = script
        let (found, connections) = try await scan(.smtp) { _ in refusing }
        #expect(found.startTLS.state == .refused)
        #expect(found.startTLS.code == "554")
        #expect(connections == 3)
    }

    @Test func whatIsOfferedAtTimesIsUnknown() async throws {
        var script = Self.smtp
        script.exchanges[0] = .line("EHLO chancery.invalid", "250-mail.test\r\n250 SIZE")
        let bare = script
        let (found, _) = try await scan(.smtp) { $0 == 12 ? bare : Self.smtp }
        #expect(found.startTLS.state == .unknown)
    }

    @Test func plainTextAfterTheAcceptanceIsNoTLS() async throws {
        var script = Self.smtp
        script.exchanges[1] = .line("STARTTLS", "220 go\r\n250 injected")
        let injecting = script
        let (found, _) = try await scan(.smtp) { _ in injecting }
        #expect(found.startTLS.state == .unknown)
        #expect(found.tls.protocols[.tls12]?.isOffered == nil)
    }
}
