// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a mission's site has no page in a language that its audience reads.
package struct LanguagesMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.languages-missing",
        title: "The site has no page in a language of its audience",
        measures:
            "Languages= of the mission against what the page at / says: its lang and Content-Language, hreflang, and links that "
            + "name a language by lang, by their address or by its own name. How good the pages behind them are is not looked at.",
        scope: .endpoint,
        levels: ["some", "all"],
        references: ["BCP 47", "RFC 9110 §8.5", "Dahlgren 2009"],
        remedy: "Give the site a page in each language that its audience reads, and name them with hreflang.",
        settings: []
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let mission = view.evidence.estate.missions.first { $0.id == view.endpoint?.mission }
        guard let owed = mission?.languages, !owed.isEmpty else {
            throw WebView.idle("no mission says which languages its audience reads")
        }
        let page = try view.languages()
        let stated =
            ([page.language].compactMap(\.self) + page.contentLanguages + page.alternates.map(\.language))
            .map(PageLanguages.primary)
        let has = Set(stated + page.linked)
        let missing = owed.filter { !has.contains(PageLanguages.primary($0)) }
        guard !missing.isEmpty else { return .pass }
        if let gap = page.gap {
            throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
        }
        // Whatever its own language is may be one of these.
        let mayBeOwn = page.language == nil && page.contentLanguages.isEmpty
        if mayBeOwn, missing.count == 1 {
            throw Unestablished(
                phase: .reply,
                reason: "the page does not say which language it is in, and \(missing[0]) may be it",
                attempts: 1
            )
        }
        let isAll = missing.count == owed.count && !mayBeOwn
        return .fail(
            level: isAll ? "all" : "some",
            seen: "none in \(missing.listed())\(mayBeOwn ? ", one of which the page itself may be in" : "")",
            expected: owed.listed()
        )
    }
}
