// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where cameras, microphones or places are open to frames of anybody.
package struct PermissionsOpen: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.permissions-policy",
        title: "Permissions-Policy opens devices to everybody",
        measures:
            "Powerful features that are left to any origin; without the field, they stay with the "
            + "page itself.",
        scope: .address,
        levels: ["invalid", "open"],
        references: ["Permissions Policy §5.2"],
        remedy:
            "Send Permissions-Policy: camera=(), geolocation=(), microphone=() unless the site "
            + "needs them."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let fields = try view.document().values("permissions-policy")
        guard let policy = PermissionsPolicy(fields: fields) else { return .pass }
        guard policy.isValid else {
            return .fail(
                level: "invalid",
                seen: fields.listed(atMost: 2),
                expected: "a field that browsers can read"
            )
        }
        guard policy.openFeatures.isEmpty else {
            return .fail(
                level: "open",
                seen: policy.openFeatures.map { "\($0)=*" }.listed(),
                expected: "none for every origin"
            )
        }
        return .pass
    }
}
