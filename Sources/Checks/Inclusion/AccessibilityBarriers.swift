// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the source of the page shows barriers of level A of WCAG.
package struct AccessibilityBarriers: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.accessibility-barriers",
        title: "The page shuts readers with disabilities out",
        measures:
            "Rules of level A of WCAG 2.2 that the source of the page at / breaks, as axe 4.12 has them; style sheets and "
            + "scripts are not followed, and rules see a part of the barriers only: a lower bound.",
        scope: .address,
        levels: ["some", "many"],
        references: ["WCAG 2.2 §5.2.1", "EN 301 549 §9", "Directive (EU) 2016/2102 Article 4"],
        remedy: "Mend what the rules name, then have the page tried by people who use assistive technology.",
        settings: ["Many"]
    )

    /// Rules.
    private let many: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        many = try settings.integer("Many", in: 2...50)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let failures = try view.accessibilityFailures(ofLevel: "a")
        guard !failures.rules.isEmpty else { return try failures.pass() }
        return .fail(
            level: failures.rules.count >= many ? "many" : "some",
            seen: failures.words,
            expected: "none; \(AccessibilityFailures.bound)"
        )
    }
}
