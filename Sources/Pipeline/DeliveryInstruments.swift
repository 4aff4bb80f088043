// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
package import Inventory
package import MailSubmission
internal import NIOCore
internal import NIOPosix
internal import Probes
internal import Resolver
internal import Transport

/// What deliveries need: an event loop, a resolver and anchors of their own, so that no cycle waits for them.
package final class DeliveryInstruments: Sendable {
    let settings: ServiceSettings
    private let introduction: ClientIntroduction
    private let trust: TrustStore
    private let resolver: NameResolver
    private let dialer: Dialer
    let webhooks: WebhookSender
    private let group: MultiThreadedEventLoopGroup

    /// Throws where a trust store or the resolver's files cannot be read.
    ///
    /// - Parameter contact: for the name after EHLO where `ClientName=` is not set; nil for none.
    package init(_ settings: ServiceSettings, contact: String?) throws(InstrumentError) {
        self.settings = settings
        let measuring = MeasuringSettings(settings, contact: contact)
        introduction = measuring.limits.introduction
        trust = try TrustMaterial.anchors(of: measuring)
        do {
            resolver = try NameResolver(measuring.resolver)
        } catch {
            throw InstrumentError(what: "the resolver", reason: "\(error)")
        }
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        dialer = Dialer(group: group, budget: AddressBudget(), sources: settings.sourceAddresses)
        webhooks = WebhookSender(
            dialer: dialer,
            proxy: measuring.revocation.proxy,
            trust: trust,
            introduction: introduction,
            limits: measuring.limits.dialogue,
            resolve: { [resolver] in await resolver.addresses(of: $0) }
        )
    }

    /// Hands a message to the relay; without a relay, or without the password that it needs, the message waits.
    ///
    /// - Parameter credentials: the folder of systemd's credentials; nil where there are none.
    package func submit(
        _ message: MailMessage,
        credentials: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) async -> SubmissionOutcome {
        do {
            let relay = try MailRelaySettings(settings.mail, credentials: credentials)
            let submitter = MailSubmitter(
                relay: relay,
                dialer: dialer,
                trust: trust,
                introduction: introduction,
                resolve: { [resolver] in await resolver.addresses(of: $0) }
            )
            return await submitter.submit(message)
        } catch {
            return SubmissionOutcome(.postponed(reason: error.reason), for: message.to)
        }
    }

    /// Ends the event loop; no delivery after it.
    package func shutdown() async { try? await group.shutdownGracefully() }
}

/// Why a relay cannot be asked at all.
struct RelayUnusable: Error, Hashable {
    let reason: String
}

extension MailRelaySettings {
    /// The name of systemd's credential with the password.
    static let passwordCredential = "chancery.mail-password"

    fileprivate init(_ settings: MailSettings, credentials: String?) throws(RelayUnusable) {
        guard let relay = settings.relay else { throw RelayUnusable(reason: "MailRelay= is not set") }
        self.init(
            host: relay.host,
            port: relay.port,
            security: settings.security,
            credentials: try settings.user.map { user throws(RelayUnusable) in
                try Self.login(user, in: credentials)
            }
        )
    }

    private static func login(_ user: String, in folder: String?) throws(RelayUnusable)
        -> SubmissionCredentials
    {
        guard let folder, let secret = ServiceCredential.read(passwordCredential, in: folder) else {
            throw RelayUnusable(
                reason: "there is no credential \(passwordCredential) with the password of MailUser=\(user)"
            )
        }
        guard let login = SubmissionCredentials(user: user, password: String(decoding: secret, as: UTF8.self))
        else { throw RelayUnusable(reason: "the credential \(passwordCredential) is empty or holds NUL") }
        return login
    }
}

/// What systemd hands over by `LoadCredential=` (systemd.exec(5)).
enum ServiceCredential {
    private static let longest = 4096

    /// Without the line end that editors leave; nil where there is none that can be read, or one of more than 4096 bytes.
    static func read(_ name: String, in folder: String) -> [UInt8]? {
        guard let file = try? FileHandle(forReadingFrom: URL(filePath: folder).appending(path: name)) else {
            return nil
        }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: longest + 1), data.count <= longest else { return nil }
        var bytes = Array(data)
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        return bytes
    }
}
