// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where no policy limits what a page may load and run.
package struct SecurityPolicyMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.csp-missing",
        title: "Content-Security-Policy is missing",
        measures: "Whether a policy is in force, by field or meta element.",
        scope: .address,
        levels: ["report-only", "missing"],
        references: ["CSP Level 3 §3"],
        remedy:
            "Send a Content-Security-Policy that begins with default-src 'self'; try it with "
            + "Content-Security-Policy-Report-Only first."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        switch page.observatoryPolicy.result {
        case .cspMissing:
            if let gap = page.gap, page.values("content-security-policy").isEmpty {
                // A meta element may stand in what was not read.
                throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
            }
            return .fail(level: "missing", seen: "no policy", expected: "a policy in force")
        case .cspReportOnly:
            return .fail(
                level: "report-only",
                seen: "a policy that only reports",
                expected: "a policy in force"
            )
        default: return .pass
        }
    }
}
