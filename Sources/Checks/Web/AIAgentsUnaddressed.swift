// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a public site says nothing to the crawlers of language models.
package struct AIAgentsUnaddressed: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.ai-agents-unaddressed",
        title: "Nothing is said to crawlers of language models",
        measures:
            "Whether /robots.txt has a group for one of the known crawlers, or keeps them out with all others; "
            + "welcome or not is for the ministry to say.",
        scope: .endpoint,
        levels: ["unaddressed"],
        references: ["RFC 9309 §2.2.1"],
        remedy: "Decide which models may learn from the site, and say so in robots.txt."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        switch view.endpoint?.role {
        case .publicWebsite, .statementHost, .consularPortal: break
        default: return .notApplicable(because: "it is no site for the public")
        }
        let rules = try view.evidence.one(CrawlerRules.self, of: view.subject).fact
        guard rules.named.isEmpty, rules.excluded.isEmpty else { return .pass }
        guard !(300..<400).contains(rules.status) else {
            throw Unestablished(phase: .notOurs, reason: "/robots.txt leads elsewhere, which is not asked")
        }
        guard rules.status < 500 else {
            throw Unestablished(phase: .reply, reason: "HTTP \(rules.status) at /robots.txt", attempts: 1)
        }
        return .fail(
            level: "unaddressed",
            seen: rules.hasRules ? "rules for none of them" : "no rules (HTTP \(rules.status))",
            expected: "rules for crawlers of language models"
        )
    }
}
