// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where a policy lets through what it is meant to keep out.
package struct SecurityPolicyWeak: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.csp-weak",
        title: "Content-Security-Policy is weak",
        measures:
            "The policy by the rules of the HTTP Observatory (algorithm 6) and of Internet.nl; "
            + "each says what it says.",
        scope: .address,
        levels: ["strict", "unsafe"],
        references: ["CSP Level 3", "MDN HTTP Observatory, algorithm 6", "Internet.nl web-appsecpriv-csp"],
        remedy:
            "Take out 'unsafe-inline', 'unsafe-eval', data: and wildcards; use nonces or hashes; "
            + "set base-uri, form-action and frame-ancestors."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        let result = page.observatoryPolicy.result
        switch result {
        case .cspMissing, .cspReportOnly: return .notApplicable(because: "no policy: see web.csp-missing")
        default: break
        }
        let fields = page.values("content-security-policy")
        let failures = fields.isEmpty ? [] : InternetNLPolicyFailure.all(fields, host: page.host)
        let other =
            fields.isEmpty
            ? "no field" : failures.isEmpty ? "passes" : failures.map(\.rawValue).listed(atMost: 16)
        let seen = "Observatory: \(result.rawValue) (\(result.modifier)); Internet.nl: \(other)"
        guard result.isPass else {
            return .fail(level: "unsafe", seen: seen, expected: "a policy that both let pass")
        }
        guard failures.isEmpty, !fields.isEmpty else {
            return .fail(level: "strict", seen: seen, expected: "a policy that both let pass")
        }
        return .pass
    }
}
