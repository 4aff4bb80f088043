// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where parts of a page are fetched anew at each visit.
package struct PageUncached: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.page-uncached",
        title: "Parts of the page cannot be kept by readers",
        measures:
            "Style sheets, scripts, pictures and fonts on listed hosts that come without max-age, Expires, ETag and "
            + "Last-Modified, or with no-store, so that each visit costs their weight again; only with PageCost=yes.",
        scope: .endpoint,
        levels: ["some"],
        references: ["RFC 9111 §4.2", "RFC 9111 §4.3", "Mungai & Onyango 2024"],
        remedy: "Send ETag or Last-Modified, and Cache-Control: max-age= with what changes seldom.",
        settings: ["Some"]
    )

    private let some: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        some = try settings.integer("Some", in: 1...1000)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (_, weight) = try view.weighed(or: .conference)
        let parts = weight.parts.filter { $0.level > 0 && $0.use != "frame" }
        guard !parts.isEmpty else {
            guard let gap = weight.gap else { throw WebView.idle("the page has no parts") }
            throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
        }
        let fetched = parts.filter { $0.isReusable != nil }
        guard !fetched.isEmpty else {
            let reason = parts.compactMap(\.gap).first ?? "none was fetched"
            throw Unestablished(phase: .notMeasured, reason: "its parts were \(reason)")
        }
        let unkept = fetched.filter { $0.isReusable == false }
        guard unkept.count >= some else { return .pass }
        return .fail(
            level: "some",
            seen: "\(unkept.count) of \(fetched.count) parts: \(unkept.map(\.address).listed(atMost: 6))",
            expected: "a validator or a lifetime with each"
        )
    }
}
