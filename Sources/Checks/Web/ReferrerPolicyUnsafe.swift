// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where paths of pages are handed on to others.
package struct ReferrerPolicyUnsafe: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.referrer-policy",
        title: "Referrer-Policy hands addresses on",
        measures:
            "The last known value of fields and meta elements; without one, browsers hand on the "
            + "origin alone.",
        scope: .address,
        levels: ["invalid", "unsafe"],
        references: [
            "Referrer Policy §3", "MDN HTTP Observatory, algorithm 6",
            "Internet.nl web-appsecpriv-referrer-policy",
        ],
        remedy: "Send Referrer-Policy: strict-origin-when-cross-origin, or same-origin."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        let values = page.values("referrer-policy") + (page.markup?.referrerPolicies ?? [])
        let result = ObservatoryJudgement.referrerPolicy(values)
        switch result {
        case .referrerUnsafe:
            return .fail(
                level: "unsafe",
                seen: values.listed(atMost: 4),
                expected: "no-referrer, same-origin, strict-origin or strict-origin-when-cross-origin"
            )
        case .referrerInvalid:
            return .fail(
                level: "invalid",
                seen: values.listed(atMost: 4),
                expected: "a value that browsers know"
            )
        default: return .pass
        }
    }
}
