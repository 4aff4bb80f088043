// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the source of the page leaves out what is good practice, and no success criterion asks for.
package struct AccessibilityPractice: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.accessibility-practice",
        title: "The page leaves out good practice of accessibility",
        measures:
            "Rules of good practice that the source of the page at / breaks, as axe 4.12 has them: headings in order, one "
            + "main part, no tab order of its own.",
        scope: .address,
        levels: ["left-out"],
        references: ["WCAG 2.2 §5.2.1", "WAI-ARIA Authoring Practices 1.2"],
        remedy: "Mark the main part, begin with one heading of the first level and leave out none below it."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let failures = try view.accessibilityFailures(ofLevel: "practice")
        guard !failures.rules.isEmpty else { return try failures.pass() }
        return .fail(
            level: "left-out",
            seen: failures.words,
            expected: "none; \(AccessibilityFailures.bound)"
        )
    }
}
