// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Inventory
import MailSubmission
import Model
import NIOPosix
import Pipeline
import Probes
import Resolver
import Testing
import Transport

/// Mail handed to a real Postfix with a login, and to relays that mean no good.
@Suite(.serialized, .enabled(if: geteuid() == 0, "Postfix wants to be root")) struct MailRelayTests {
    private static func message(_ recipients: [String] = ["soc@mfa.example"]) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("chancery@mfa.example")),
            to: try recipients.map { try #require(MailAddress($0)) },
            subject: "[TLP:AMBER] État",
            date: Date(timeIntervalSince1970: 1_795_000_000),
            id: "report-2026-11.abc",
            text: "Zürich\n.\n..x\nend\n",
            attachments: [
                .init(name: "report.html", mediaType: "text/html; charset=utf-8", bytes: Array("<p>".utf8))
            ]
        )
    }

    /// As the service submits: settings out of a configuration, the password out of a credential.
    private func submit(
        _ message: MailMessage,
        to relay: RunningServer,
        _ security: SubmissionSecurity = .starttls,
        host: String = "relay.mfa.example",
        password: String? = PostfixRelay.password
    ) async throws -> [String: SubmissionOutcome.Fate] {
        let folder = relay.site.folder
        try relay.site.write("127.0.0.1 relay.mfa.example other.mfa.example\n", to: "hosts")
        try relay.site.write((password ?? "") + "\n", to: "chancery.mail-password")
        var settings = LoopbackScan.settings
        settings.hostsFile = relay.site.path("hosts")
        settings.privateTrustStores = [NamedTrustStore(name: "ministry", path: relay.authority.path)]
        settings.mail.relay = ProxyAddress(host: host, port: try #require(UInt16(exactly: relay.port)))
        settings.mail.security = security
        settings.mail.user = password == nil ? nil : PostfixRelay.user
        settings.mail.from = message.from
        let instruments = try DeliveryInstruments(settings, contact: "soc@mfa.example")
        let outcome = await instruments.submit(message, credentials: folder.path)
        await instruments.shutdown()
        return Dictionary(outcome.fates.map { ($0.key.description, $0.value) }) { first, _ in first }
    }

    private func reason(_ fate: SubmissionOutcome.Fate?) -> String {
        switch fate {
        case .accepted?: "accepted"
        case .postponed(let reason)?: "postponed: \(reason)"
        case .refused(let reason)?: "refused: \(reason)"
        case nil: "nothing"
        }
    }

    @Test func aRelayTakesWhatItIsGivenUnderTLS() async throws {
        let relay = try await RunningServer(PostfixRelay())
        let fates = try await submit(
            Self.message(["soc@mfa.example", "nobody@mfa.example", "later@mfa.example"]),
            to: relay
        )
        #expect(fates["soc@mfa.example"] == .accepted)
        #expect(reason(fates["nobody@mfa.example"]).hasPrefix("refused: 550 5.1.1"))
        #expect(reason(fates["later@mfa.example"]).hasPrefix("postponed: 451 4.3.0"))
        let taken = try relay.takenMessages()
        #expect(taken.count == 1)
        let mail = try #require(taken.first)
        #expect(mail.contains("Message-ID: <report-2026-11.abc@mfa.example>"))
        #expect(mail.contains("Subject: =?UTF-8?B?W1RMUDpBTUJFUl0gw4l0YXQ=?="))
        #expect(mail.contains("\nZürich\n.\n..x\nend\n\n--=_"))
        #expect(mail.contains("with ESMTPSA id"))
    }

    @Test func aPasswordThatIsWrongOrMissingSendsNothing() async throws {
        let relay = try await RunningServer(PostfixRelay())
        let wrong = try await submit(Self.message(), to: relay, password: "wrong")
        #expect(reason(wrong["soc@mfa.example"]).hasPrefix("postponed: the relay refuses the password: 535"))
        let missing = try await submit(Self.message(), to: relay, password: "")
        #expect(reason(missing["soc@mfa.example"]).contains("chancery.mail-password is empty"))
        // The relay lets nobody through who does not log in.
        let nobody = try await submit(Self.message(), to: relay, password: nil)
        #expect(reason(nobody["soc@mfa.example"]).hasPrefix("refused: 554 5.7.1"))
        #expect(try relay.takenMessages().isEmpty)
    }

    @Test func aRelayWithAnotherNameGetsNoPassword() async throws {
        let relay = try await RunningServer(PostfixRelay())
        let fates = try await submit(Self.message(), to: relay, host: "other.mfa.example")
        #expect(
            reason(fates["soc@mfa.example"])
                == "postponed: the certificate of the relay other.mfa.example is not trusted"
        )
        let log = try String(contentsOfFile: relay.site.path("mail.log"), encoding: .utf8)
        #expect(!log.contains("sasl_method"))
    }

    @Test func tlsFromTheFirstByte() async throws {
        let relay = try await RunningServer(PostfixRelay(isImplicit: true))
        #expect(try await submit(Self.message(), to: relay, .tls)["soc@mfa.example"] == .accepted)
        #expect(try relay.takenMessages().count == 1)
    }

    // MARK: Relays that mean no good

    private func submit(to hostile: HostileServer.Conduct, _ security: SubmissionSecurity) async throws
        -> String
    {
        let server = try await HostileServer(hostile)
        let submitter = MailSubmitter(
            relay: MailRelaySettings(
                host: HostileServer.address,
                port: try #require(UInt16(exactly: server.port)),
                security: security,
                credentials: security == .none ? nil : SubmissionCredentials(user: "u", password: "p")
            ),
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            trust: try TrustStore(file: ServiceSettings().trustStore),
            introduction: ClientIntroduction(contact: "soc@mfa.example"),
            limits: DialogueLimits(
                replyTimeout: .milliseconds(300),
                greetingTimeout: .milliseconds(300),
                deadline: .seconds(3)
            ),
            resolve: { name in await Self.resolver.addresses(of: name) }
        )
        let outcome = await submitter.submit(try Self.message())
        try await server.stop()
        return reason(outcome.fates.values.first)
    }

    private static let resolver: NameResolver = {
        guard let resolver = try? NameResolver(ResolverSettings()) else {
            preconditionFailure("libunbound makes no resolver")
        }
        return resolver
    }()

    private static let begun = "220 a\r\n250-a\r\n250 STARTTLS\r\n220 go\r\n"

    struct Hostility: Sendable, CustomTestStringConvertible {
        let conduct: HostileServer.Conduct
        let security: SubmissionSecurity
        let reason: String
        var other: String?

        var testDescription: String { reason }
    }

    static let hostilities: [Hostility] = [
        Hostility(
            conduct: .saying(
                Array((begun + "250-a\r\n250 AUTH PLAIN\r\n235 in\r\n250 ok\r\n250 ok\r\n").utf8)
            ),
            security: .starttls,
            reason: "postponed: the handshake with the relay failed"
        ),
        Hostility(
            conduct: .saying(Array("220 a\r\n250-a\r\n250 ST".utf8)),
            security: .starttls,
            reason: "postponed: the relay closed the connection",
            // Where it had not read all that it was sent when it closed.
            other: "postponed: the relay tore the connection down"
        ),
        Hostility(
            conduct: .saying(Array("220 a\r\n250 a\r\n250 ok\r\n250 ok\r\n354 go\r\n".utf8)),
            security: .none,
            reason: "postponed: the relay "
        ),
        Hostility(
            conduct: .saying(Array("421 4.7.0 too many\r\n".utf8)),
            security: .starttls,
            reason: "postponed: 421 4.7.0 too many"
        ),
        Hostility(
            conduct: .flooding(Array("220-".utf8), with: Array("220-and more\r\n".utf8)),
            security: .none,
            reason: "postponed: the relay "
        ),
        Hostility(conduct: .silent, security: .none, reason: "postponed: the relay did not answer in time"),
        Hostility(conduct: .silent, security: .tls, reason: "postponed: the relay did not answer in time"),
        Hostility(
            conduct: .dribbling(Array("2".utf8)),
            security: .none,
            reason: "postponed: the relay "
        ),
    ]

    @Test(arguments: hostilities) func nothingIsTakenForDeliveredByMistake(_ hostility: Hostility)
        async throws
    {
        let reason = try await submit(to: hostility.conduct, hostility.security)
        let expected = [hostility.reason] + [hostility.other].compactMap { $0 }
        #expect(expected.contains(where: reason.hasPrefix), "\(reason)")
    }
}
