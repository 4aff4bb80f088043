// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where a cookie is meant to live longer than browsers let any.
package struct CookieLifetimeTooLong: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.cookie-lifetime",
        title: "Cookies live too long",
        measures: "The longest lifetime, days.",
        scope: .address,
        levels: ["long"],
        references: ["RFC 6265bis §5.5"],
        remedy: "Give cookies the shortest life that works; browsers cut at 400 days.",
        clock: .continual
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.answer()
        let long = page.cookieFields.filter { ($0.lifetime(at: now) ?? 0) > CookieProblem.longestLifetime }
        guard long.isEmpty else {
            let seen = long.map { "\($0.name): \(Int(($0.lifetime(at: now) ?? 0) / 86_400)) days" }
            return .fail(level: "long", seen: seen.listed(), expected: "400 days at most")
        }
        return .pass
    }
}
