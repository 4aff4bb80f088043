// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the feed of a host of statements has nothing new.
package struct StatementsStale: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.statements-stale",
        title: "The feed of statements is out of date",
        measures:
            "Days since the newest item of the feed that the page at / names; dates to come do not count.",
        scope: .endpoint,
        levels: ["old", "stale"],
        references: ["RFC 4287 §4.2.15", "RSS 2.0 pubDate"],
        remedy:
            "Publish statements and corrections in the feed on the day they are made, or take down a feed that "
            + "nobody keeps.",
        settings: ["Old", "Stale"],
        clock: .continual
    )

    private let old, stale: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        old = try settings.integer("Old", in: 1...365)
        stale = try settings.integer("Stale", in: 1...3650)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        guard view.endpoint?.role == .statementHost else {
            return .notApplicable(because: "it is no host of statements")
        }
        let feed = try view.evidence.one(StatementFeed.self, of: view.subject).fact
        guard let address = feed.address else {
            return .notTested(because: "the page at / names no feed on its own host")
        }
        if let status = feed.status, status != 200 { throw Self.lost("HTTP \(status) at \(address)") }
        guard feed.format != nil else { throw Self.lost("what lies at \(address) is no feed") }
        guard let newest = feed.dates.filter({ $0 <= now }).max() else {
            throw Self.lost("no item of \(address) has a date that has come")
        }
        let age = Int((now.timeIntervalSince(newest) / 86_400).rounded(.down))
        guard age > min(old, stale) else { return .pass }
        return .fail(
            level: age > stale ? "stale" : "old",
            seen: "the newest item is of \(CalendarDay(newest)), \(age) days ago",
            expected: "one of the last \(old) days"
        )
    }

    private static func lost(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}
