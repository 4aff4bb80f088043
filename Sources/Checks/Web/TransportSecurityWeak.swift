// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where browsers forget soon, or do not ask for HTTPS below the host.
package struct TransportSecurityWeak: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.hsts-weak",
        title: "Strict-Transport-Security is weak",
        measures: "max-age in seconds, and includeSubDomains.",
        scope: .address,
        levels: ["no-subdomains", "short"],
        references: ["RFC 6797 §6.1"],
        remedy: "Send max-age=31536000 or more, with includeSubDomains once every subdomain has HTTPS."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let answer = try view.answer()
        guard let header = answer.transportSecurity, header.isInForce, let maxAge = header.maxAge else {
            return .notApplicable(because: "not in force: see web.hsts-missing")
        }
        guard maxAge >= PreloadObstacle.leastMaxAge else {
            let verdicts =
                "Observatory: \(maxAge >= ObservatoryJudgement.leastMaxAge ? "long enough" : "too short"); "
                + "Internet.nl: too short"
            return .fail(
                level: "short",
                seen: "max-age=\(maxAge) (\(verdicts))",
                expected: "max-age=31536000"
            )
        }
        guard header.includesSubDomains else {
            return .fail(level: "no-subdomains", seen: "max-age=\(maxAge)", expected: "includeSubDomains")
        }
        return .pass
    }
}
