// SPDX-License-Identifier: Apache-2.0
import Alerts
import MailSubmission
import Model
import Settings

/// `[Alert NAME]`: who is told when something changes.
enum AlertSection: SectionDefinition {
    static let channel = Key(
        "Channel",
        .oneOf(AlertChannel.self),
        isRequired: true,
        summary: "How it is told: journal, mail or webhook."
    )
    static let to = ListKey("To", .mailAddress, summary: "Whom mail goes to, a copy each; a list.")
    static let url = Key(
        "URL",
        .serviceAddress,
        summary:
            "Where a webhook is; signed by the credential chancery.alert-NAME; http inside one's own network."
    )
    static let missions = ListKey(
        "Missions",
        .identifier,
        summary: "Only what belongs to these missions; a list; default: everything."
    )
    static let categories = ListKey(
        "Categories",
        .identifier,
        summary: "Only what counts in these categories of the risk model; a list; default: all."
    )
    static let minimumBand = Key(
        "MinimumBand",
        .band,
        standard: "very low",
        summary: "The lowest band of a failure that is told: very low, low, moderate, high, very high."
    )
    static let kinds = ListKey(
        "Kinds",
        .oneOf(AlertKind.allCases.filter { $0 != .test }, as: \.rawValue),
        standard: "new, worse, resolved, expiring, cannot-see, sees-again",
        summary: "Which changes are told; a list."
    )
    static let digest = Key(
        "Digest",
        .oneOf(AlertDigest.self),
        standard: "no",
        summary: "Tells at once (no), or what came together, hourly, daily at 7 or weekly on Monday at 7."
    )

    static let kind = SectionKind(
        "Alert",
        .named(example: "soc"),
        keys: [
            channel.description, to.description, url.description, missions.description,
            categories.description, minimumBand.description, kinds.description, digest.description,
        ],
        summary: "Who is told when something changes."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> AlertRoute? {
        let id = reader.takeName(.alertName)
        let channel = reader.take(channel)
        let recipients = reader.take(to)
        let url = reader.take(url)
        let missions = readMissions(&reader, context)
        let categories = reader.take(categories)
        let band = reader.take(minimumBand, or: .veryLow)
        let standard = AlertKind.allCases.filter { $0 != .test }
        let kinds = reader.take(kinds, or: standard)
        let digest = reader.take(digest, or: .no)
        if let channel { checkPlace(channel, &reader) }
        guard let id, let channel else { return nil }
        return AlertRoute(
            id: id,
            channel: channel,
            recipients: channel == .mail ? recipients : [],
            url: channel == .webhook ? url : nil,
            missions: Set(missions),
            categories: Set(categories),
            minimumBand: band == .veryLow ? nil : band,
            kinds: Set(kinds.isEmpty ? standard : kinds),
            digest: digest
        )
    }

    private static func readMissions(_ reader: inout SectionReader, _ context: InventoryContext) -> [String] {
        let names = reader.take(missions)
        let items = reader.section.values(of: missions.description).flatMap { $0.separatedByCommas() }
        return names.compactMap { name in
            let span = items.first { $0.text == name }?.span ?? reader.span(of: missions.description)
            return reader.checked(name, in: context.missions, at: span, label: missions.description.name)
        }
    }

    /// Whether it says where to, as its channel needs it, and nothing that the channel has no use for.
    private static func checkPlace(_ channel: AlertChannel, _ reader: inout SectionReader) {
        let needed: KeyDescription? =
            switch channel {
            case .journal: nil
            case .mail: to.description
            case .webhook: url.description
            }
        if let needed, !reader.isSet(needed) {
            let message = "Channel=\(channel.rawValue) needs \(needed.name)="
            reader.report(.error, message, at: reader.span(of: Self.channel.description))
        }
        for key in [to.description, url.description] where key.name != needed?.name && reader.isSet(key) {
            let message = "\(key.name) is of no use with Channel=\(channel.rawValue)"
            reader.report(.error, message, at: reader.span(of: key))
        }
    }
}

extension ValueType where Value == String {
    /// Short, for it stands in the name of a credential.
    fileprivate static let alertName = ValueType(
        expects: "at most 64 letters, digits, hyphens or underscores",
        parseOrNil: { text in
            let isRight =
                (1...64).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                        || "-_".utf8.contains(byte)
                }
            return isRight ? text : nil
        },
        render: { $0 }
    )
}
