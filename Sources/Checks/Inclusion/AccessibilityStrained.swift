// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the source of the page shows barriers of level AA of WCAG, which the law of the EU asks for.
package struct AccessibilityStrained: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.accessibility-strained",
        title: "The page is hard to use for readers with disabilities",
        measures:
            "Rules of level AA of WCAG 2.2 that the source of the page at / breaks, as axe 4.12 has them: zoom that is barred, "
            + "languages, purposes of fields, spacing; colours and sizes are not looked at: a lower bound.",
        scope: .address,
        levels: ["strained"],
        references: ["WCAG 2.2 §5.2.1", "EN 301 549 §9", "Directive (EU) 2016/2102 Article 4"],
        remedy:
            "Mend what the rules name: let readers zoom and space text, and say which language a part is in."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let failures = try view.accessibilityFailures(ofLevel: "aa")
        guard !failures.rules.isEmpty else { return try failures.pass() }
        return .fail(
            level: "strained",
            seen: failures.words,
            expected: "none; \(AccessibilityFailures.bound)"
        )
    }
}
