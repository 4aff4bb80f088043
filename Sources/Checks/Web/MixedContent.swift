// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a page fetches parts of itself, or sends forms, without TLS.
package struct MixedContent: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.mixed-content",
        title: "The page uses plain HTTP",
        measures: "Addresses with http: in the page's markup, by what they are used for.",
        scope: .address,
        levels: ["passive", "form", "active"],
        references: ["Mixed Content §5", "HTML §4.10.21"],
        remedy:
            "Write https: addresses; upgrade-insecure-requests in the Content-Security-Policy "
            + "helps with the rest."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (markup, gap) = try view.markup()
        let uses = ["passive", "form", "active"]
        guard let worst = uses.last(where: { use in markup.insecure.contains { $0.use == use } }) else {
            if let gap { throw gap }
            return .pass
        }
        let seen = markup.insecure.map { "\($0.place) \($0.address)" }
        return .fail(level: worst, seen: seen.listed(), expected: "https: alone")
    }
}
