// SPDX-License-Identifier: Apache-2.0
internal import Alerts
package import Foundation
internal import Model
package import Pipeline

/// Takes batches of alerts to where their routes lead: the journal, a relay, a webhook.
package struct AlertCourier: Sendable {
    private let instruments: DeliveryInstruments
    private let journal: JournalSocket
    private let credentials: String?

    /// - Parameter credentials: the folder of systemd's credentials; nil where there are none.
    package init(
        _ instruments: DeliveryInstruments,
        journal: JournalSocket = JournalSocket(),
        credentials: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) {
        self.instruments = instruments
        self.journal = journal
        self.credentials = credentials
    }

    package func carry(_ batch: AlertBatch, at now: Date = Date()) async -> AlertFate {
        switch batch.route.channel {
        case .journal: await write(batch)
        case .mail: await instruments.mail(batch, credentials: credentials, at: now)
        case .webhook: await instruments.call(batch, credentials: credentials, at: now)
        }
    }

    /// An entry each; from the first one that is not taken on they are tried again.
    private func write(_ batch: AlertBatch) async -> AlertFate {
        for (told, alert) in batch.alerts.enumerated() {
            do {
                try await journal.send(Self.fields(of: alert, in: batch))
            } catch {
                return .interrupted(told: told, reason: error.reason)
            }
        }
        return .told
    }

    static func fields(of alert: Alert, in batch: AlertBatch) -> [JournalSocket.Field] {
        let named: [(String, String?)] = [
            ("MESSAGE", batch.line(alert)),
            ("MESSAGE_ID", alert.kind.messageID),
            ("PRIORITY", String(priority(of: alert))),
            ("SYSLOG_IDENTIFIER", "chancery"),
            ("CHANCERY_ALERT", alert.id),
            ("CHANCERY_KIND", alert.kind.rawValue),
            ("CHANCERY_ROUTE", batch.route.id),
            ("CHANCERY_CHECK", alert.check),
            ("CHANCERY_SUBJECT", alert.subject?.description),
            ("CHANCERY_MISSION", alert.mission),
            ("CHANCERY_CATEGORY", alert.category),
            ("CHANCERY_BAND", alert.band?.rawValue),
            ("CHANCERY_BAND_BEFORE", alert.bandBefore?.rawValue),
            ("CHANCERY_CYCLE", alert.cycle.map(String.init)),
        ]
        return named.compactMap { name, value in value.map { JournalSocket.Field(name, $0) } }
    }

    /// The syslog severity (RFC 5424 §6.2.1): a warning for what got worse, an error from band high on.
    private static func priority(of alert: Alert) -> Int {
        switch alert.kind {
        case .new, .worse: alert.band.map { $0 >= .high } == true ? 3 : 4
        case .cannotSee: 3
        case .expiring: 4
        case .resolved, .seesAgain: 5
        case .test: 6
        }
    }
}
