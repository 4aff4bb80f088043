// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where windows that a page opens, or that open it, can reach each other.
package struct IsolationMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.isolation",
        title: "The page is not isolated from others",
        measures:
            "Cross-Origin-Opener-Policy, and whether it, Cross-Origin-Embedder-Policy and "
            + "Cross-Origin-Resource-Policy have values that browsers know.",
        scope: .address,
        levels: ["absent", "invalid"],
        references: ["HTML §7.1.3", "Fetch §3.7"],
        remedy:
            "Send Cross-Origin-Opener-Policy: same-origin, and Cross-Origin-Resource-Policy: "
            + "same-site."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        let invalid = CrossOriginPolicy.allCases.filter { $0.value(page.values($0.rawValue)) == .invalid }
        guard invalid.isEmpty else {
            let seen = invalid.map { "\($0.rawValue): \(page.values($0.rawValue).listed(atMost: 2))" }
            return .fail(
                level: "invalid",
                seen: seen.listed(separator: "; "),
                expected: "a value that browsers know"
            )
        }
        let opener = CrossOriginPolicy.opener
        guard case .token(let token) = opener.value(page.values(opener.rawValue)),
            opener.isolating.contains(token)
        else { return .fail(level: "absent", seen: "no isolating opener policy", expected: "same-origin") }
        return .pass
    }
}
