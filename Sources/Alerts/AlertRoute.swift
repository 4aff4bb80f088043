// SPDX-License-Identifier: Apache-2.0
package import MailSubmission
package import Model

package enum AlertChannel: String, Codable, Sendable, CaseIterable { case journal, mail, webhook }

/// How often a route is told: at once, or what came together at the end of each hour, day or week.
package enum AlertDigest: String, Codable, Sendable, CaseIterable { case no, hourly, daily, weekly }

/// One `[Alert NAME]`: who is told of which transitions.
package struct AlertRoute: Hashable, Sendable {
    package let id: String
    package let channel: AlertChannel
    /// Of mail; empty for every other channel.
    package let recipients: [MailAddress]
    /// Of a webhook; nil for every other channel.
    package let url: String?
    /// Of these missions alone; empty for all, what belongs to none included.
    package let missions: Set<String>
    /// Of these categories alone; empty for all.
    package let categories: Set<String>
    /// The lowest band of what is told; nil for all.
    package let minimumBand: Band?
    package let kinds: Set<AlertKind>
    package let digest: AlertDigest

    package init(
        id: String,
        channel: AlertChannel,
        recipients: [MailAddress] = [],
        url: String? = nil,
        missions: Set<String> = [],
        categories: Set<String> = [],
        minimumBand: Band? = nil,
        kinds: Set<AlertKind> = Set(AlertKind.allCases),
        digest: AlertDigest = .no
    ) {
        self.id = id
        self.channel = channel
        self.recipients = recipients
        self.url = url
        self.missions = missions
        self.categories = categories
        self.minimumBand = minimumBand
        self.kinds = kinds
        self.digest = digest
    }

    /// To whom a copy each goes: recipients of mail, or one place without a name.
    package var targets: [String] { channel == .mail ? recipients.map(\.description) : [""] }

    /// Whether it is told.
    ///
    /// What is about Chancery as a whole concerns every mission, category and band; that one endpoint is not seen, every category
    /// and band; what runs out and has no category, every category.
    package func wants(_ alert: Alert) -> Bool {
        guard alert.kind != .test else { return true }
        guard kinds.contains(alert.kind) else { return false }
        guard alert.subject != nil || !alert.kind.isAboutSight else { return true }
        guard missions.isEmpty || alert.mission.map(missions.contains) == true else { return false }
        guard !alert.kind.isAboutSight else { return true }
        let isOfCategory =
            categories.isEmpty || alert.category.map(categories.contains) ?? (alert.kind == .expiring)
        return isOfCategory && minimumBand.map { $0 <= alert.band ?? .veryHigh } != false
    }
}
