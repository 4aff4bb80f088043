// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where nothing on a portal has changed for long.
package struct DataStale: WebCheck {
    package static let identity = CheckIdentity(
        id: "data.stale",
        title: "The data portal is out of date",
        measures:
            "Days since the latest change that the metadata of the page at / name, else since its Last-Modified; dates to "
            + "come do not count.",
        scope: .endpoint,
        levels: ["stale"],
        references: ["W3C DCAT 3 §6.4.8", "RFC 9110 §8.8.2"],
        remedy: "Bring the data up to date and say so in their metadata, or say that they are closed.",
        settings: ["Days"],
        clock: .continual
    )

    private let days: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        days = try settings.integer("Days", in: 1...3650)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (metadata, gap) = try view.datasets()
        guard let text = metadata.changed, let changed = CalendarDay(text), changed.start <= now else {
            throw gap
                ?? Unestablished(
                    phase: .reply,
                    reason: "no date of a change that has come is given",
                    attempts: 1
                )
        }
        let age = Int((now.timeIntervalSince(changed.start) / 86_400).rounded(.down))
        guard age > days else { return .pass }
        if let gap { throw gap }
        return .fail(
            level: "stale",
            seen: "the latest change is of \(changed), \(age) days ago",
            expected: "one of the last \(days) days"
        )
    }
}
