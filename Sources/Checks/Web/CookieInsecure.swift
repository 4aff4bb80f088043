// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where a cookie can be taken or planted.
package struct CookieInsecure: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.cookie-insecure",
        title: "Cookies are not protected",
        measures:
            "Secure, HttpOnly of what is named like a session, SameSite, and the promises of "
            + "__Host- and __Secure-.",
        scope: .address,
        levels: ["attributes", "not-secure", "session"],
        references: ["RFC 6265 §4.1.2", "RFC 6265bis §4.1.3"],
        remedy: "Set cookies with Secure, HttpOnly and SameSite=Lax, and name them __Host-…."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.answer()
        var found: [String: [String]] = [:]
        for cookie in page.cookieFields {
            for (level, words) in Self.faults(of: cookie, host: page.host) {
                found[level, default: []].append(
                    "\(cookie.name.isEmpty ? "(nameless)" : cookie.name): \(words)"
                )
            }
        }
        guard let worst = Self.identity.levels.last(where: { found[$0] != nil }) else { return .pass }
        let seen = Self.identity.levels.reversed().flatMap { found[$0] ?? [] }
        return .fail(level: worst, seen: seen.listed(separator: "; "), expected: "Secure, HttpOnly, SameSite")
    }

    private static func faults(of cookie: SetCookie, host: String) -> [(level: String, words: String)] {
        CookieProblem.all(of: cookie, lifetime: nil, host: host).compactMap { problem in
            switch problem {
            case .notSecure: (cookie.isSession ? "session" : "not-secure", "without Secure")
            case .sessionReadable: ("session", "a session without HttpOnly")
            case .sameSiteMissing:
                cookie.isSession || cookie.isAntiForgery ? ("attributes", "without SameSite") : nil
            case .sameSiteInvalid: ("attributes", "SameSite that browsers do not know")
            case .noneWithoutSecure: ("attributes", "SameSite=None without Secure")
            case .prefixBroken: ("attributes", "it lacks what its prefix promises")
            case .lifetimeTooLong, .tooLarge, .widerThanHost: nil
            }
        }
    }
}
