// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Says where somebody must look, since the source does not decide; it never fails.
package struct AccessibilityUnreviewed: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.accessibility-unreviewed",
        title: "Parts of the page must be looked at for accessibility",
        measures:
            "Elements of the page at / of which rules of axe 4.12 say that somebody must look: films without captions in "
            + "sight, ids that stand twice, labels beside labels. What needs a look is unknown, and no fault.",
        scope: .address,
        levels: [],
        references: [],
        remedy: "Look at the named elements, and attest what came of it (Q21)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (marks, gap) = try view.accessibility()
        let open = marks.rules.filter { $0.reviews > 0 && $0.violations == 0 }
        guard open.isEmpty else {
            throw Unestablished(
                phase: .reply,
                reason: "to be looked at: " + open.map(\.words).listed(atMost: 4, separator: "; "),
                attempts: 1
            )
        }
        if let gap { throw gap }
        return .pass
    }
}
