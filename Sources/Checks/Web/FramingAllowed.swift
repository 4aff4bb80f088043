// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where any page may show this one in a frame.
package struct FramingAllowed: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.framing",
        title: "Pages of others may frame this one",
        measures: "frame-ancestors in the field Content-Security-Policy, else X-Frame-Options.",
        scope: .address,
        levels: ["obsolete", "unprotected"],
        references: ["CSP Level 3 §6.4.2", "RFC 7034"],
        remedy:
            "Send Content-Security-Policy: frame-ancestors 'self', and X-Frame-Options: "
            + "SAMEORIGIN for old browsers."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        guard !page.observatoryPolicy.forbidsFraming else { return .pass }
        let fields = page.values("x-frame-options")
        switch FrameOptions(fields: fields) {
        case .deny, .sameOrigin: return .pass
        case .allowFrom:
            return .fail(
                level: "obsolete",
                seen: fields.listed(atMost: 2) + ", which browsers ignore",
                expected: "frame-ancestors"
            )
        case .invalid:
            return .fail(level: "unprotected", seen: fields.listed(atMost: 2), expected: "DENY or SAMEORIGIN")
        case nil: return .fail(level: "unprotected", seen: "neither field", expected: "frame-ancestors")
        }
    }
}
