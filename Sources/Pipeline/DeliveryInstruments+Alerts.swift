// SPDX-License-Identifier: Apache-2.0
internal import Alerts
package import Foundation
internal import Inventory
internal import MailSubmission
internal import Probes

extension DeliveryInstruments {
    /// The name of systemd's credential with the key of a webhook's signature.
    package static func secretCredential(of route: String) -> String { "chancery.alert-\(route)" }

    /// - Parameter credentials: the folder of systemd's credentials; nil where there are none.
    package func mail(_ batch: AlertBatch, credentials: String?, at now: Date) async -> AlertFate {
        guard let sender = settings.mail.from, let recipient = MailAddress(batch.target) else {
            return .postponed(reason: "MailRelay= and MailFrom= are not set", after: nil)
        }
        let outcome = await submit(batch.mail(from: sender, to: recipient, at: now), credentials: credentials)
        switch outcome.fates[recipient] {
        case .accepted?: return .told
        case .refused(let reason)?: return .refused(reason: reason)
        case .postponed(let reason)?: return .postponed(reason: reason, after: nil)
        case nil: return .postponed(reason: "the relay said nothing of it", after: nil)
        }
    }

    /// - Parameter credentials: the folder of systemd's credentials; nil where there are none.
    package func call(_ batch: AlertBatch, credentials: String?, at now: Date) async -> AlertFate {
        let name = Self.secretCredential(of: batch.route.id)
        guard let url = batch.route.url else { return .refused(reason: "the route has no URL=") }
        guard let credentials, let secret = ServiceCredential.read(name, in: credentials), !secret.isEmpty
        else {
            return .postponed(reason: "there is no credential \(name) to sign with", after: nil)
        }
        switch await webhooks.post(batch.json, to: url, id: batch.id, secret: secret, at: now) {
        case .taken: return .told
        case .later(let reason, let after): return .postponed(reason: reason, after: after)
        case .gone: return .refused(reason: "the webhook answers HTTP 410: it is gone")
        }
    }
}
