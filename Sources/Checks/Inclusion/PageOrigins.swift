// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
internal import HTTPWire
package import Model

/// Fails where a page shows nothing before others have answered.
package struct PageOrigins: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.page-origins",
        title: "The page cannot be painted without other origins",
        measures:
            "Origins beside the ministry's own that style sheets and scripts of the head come from, and what these import "
            + "where they were fetched: each costs round trips of its own, and where one is barred or down, readers see nothing.",
        scope: .endpoint,
        levels: ["some", "many"],
        references: ["HTML §4.2.4", "HTML §4.12.1", "Budiana 2023", "Mungai & Onyango 2024"],
        remedy:
            "Serve style sheets, fonts and scripts that the first view needs from the page's own host; defer the others.",
        settings: ["Some", "Many"]
    )

    private let some: Int
    private let many: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        some = try settings.integer("Some", in: 1...1000)
        many = try settings.integer("Many", in: 1...1000)
        guard some <= many else { throw SettingError(key: "Some", problem: "it is larger than Many") }
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (page, weight) = try view.weighed(or: .conference)
        let origins = Set(weight.parts.filter(\.isBlocking).map(\.origin)).filter { origin in
            guard let url = WebURL(origin) else { return false }
            return !view.isOwn(url.host, to: page)
        }
        guard origins.count >= some else {
            guard let gap = weight.gap else { return .pass }
            throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
        }
        return .fail(
            level: origins.count >= many ? "many" : "some",
            seen: origins.sorted().listed(atMost: 8),
            expected: some == 1 ? "none" : "fewer than \(some)"
        )
    }
}
