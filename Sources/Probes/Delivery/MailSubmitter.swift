// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import MailSubmission
internal import Model
package import Resolver
package import Transport

/// The relay that takes our mail.
package struct MailRelaySettings: Hashable, Sendable {
    /// A name in lower case, or an address without brackets.
    package let host: String
    package let port: UInt16
    package let security: SubmissionSecurity
    /// Nil where the relay asks for none.
    package let credentials: SubmissionCredentials?

    package init(
        host: String,
        port: UInt16,
        security: SubmissionSecurity,
        credentials: SubmissionCredentials?
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
    }

    package var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Hands messages to a relay by SMTP, one connection each: resolves, connects, and under TLS goes on only with a server whose
/// certificate is in force, leads to an anchor and names the relay.
package struct MailSubmitter: Sendable {
    private let relay: MailRelaySettings
    private let dialer: Dialer
    private let trust: TrustStore
    private let clientName: String
    private let limits: DialogueLimits
    private let resolve: @Sendable (String) async -> Resolution

    private static let mostAddresses = 3

    /// - Parameters:
    ///   - trust: the anchors.
    ///   - limits: for a dialogue; RFC 5321 §4.5.3.2 has minutes for the reply to a message.
    package init(
        relay: MailRelaySettings,
        dialer: Dialer,
        trust: TrustStore,
        introduction: ClientIntroduction,
        limits: DialogueLimits = Self.patientLimits,
        resolve: @escaping @Sendable (String) async -> Resolution
    ) {
        self.relay = relay
        self.dialer = dialer
        self.trust = trust
        clientName = introduction.hostName
        self.limits = limits
        self.resolve = resolve
    }

    package static let patientLimits = DialogueLimits(
        connectTimeout: .seconds(15),
        replyTimeout: .seconds(120),
        greetingTimeout: .seconds(120),
        deadline: .seconds(600),
        maximumBytes: 524_288
    )

    /// Tries the relay's addresses in turn until a connection stands; what is said over it is final for this call.
    package func submit(_ message: MailMessage) async -> SubmissionOutcome {
        func postponed(_ reason: String) -> SubmissionOutcome {
            SubmissionOutcome(.postponed(reason: reason), for: message.to)
        }
        let addresses = await resolve(relay.host).addresses.prefix(Self.mostAddresses)
        guard !addresses.isEmpty else { return postponed("the relay \(relay.host) has no address") }
        if relay.security == .none, let other = addresses.first(where: { !$0.isLoopback }) {
            return postponed(
                "MailSecurity=none is for a relay on this machine, and \(relay.host) is \(other)"
            )
        }
        var trouble = ""
        for address in addresses {
            do {
                let machine = try machine(for: message)
                let target = SocketTarget(address: address, port: relay.port)
                return try await dialer.run(machine, to: target, limits: limits).outcome
            } catch let failure as DialFailure {
                trouble = "no connection to the relay \(relay.name): \(failure.detail)"
            } catch {
                return postponed("no handshake can be made: \(error)")
            }
        }
        return postponed(trouble)
    }

    private func machine(for message: MailMessage) throws(CryptoError) -> SubmissionMachine {
        var settings = TLSClientSettings()
        // RFC 8996; whoever has nothing newer does not get a password.
        settings.minimum = .tls12
        settings.cipherList = "HIGH:!aNULL:!eNULL"
        settings.requestsTimestamps = false
        settings.requestsStatus = false
        let (trust, host) = (trust, relay.host)
        return try SubmissionMachine(
            SubmissionDialogue(
                message,
                security: relay.security,
                credentials: relay.credentials,
                clientName: clientName
            ),
            context: relay.security == .none ? nil : try TLSClientContext(settings),
            isImplicit: relay.security == .tls,
            serverName: IPAddress(host) == nil ? host : nil
        ) { session in
            Self.problem(with: session, host: host, by: trust)
        }
    }

    /// Nil where the anchors vouch for the server.
    private static func problem(with session: TLSSessionOutcome, host: String, by trust: TrustStore)
        -> String?
    {
        do throws(Unestablished) {
            if try ServerTrust.holds(for: session, host: host, by: trust) { return nil }
            return "the certificate of the relay \(host) is not trusted"
        } catch {
            return "the relay \(host) \(error.reason)"
        }
    }
}
