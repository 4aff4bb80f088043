// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where browsers are not told to use HTTPS alone.
package struct TransportSecurityMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.hsts-missing",
        title: "Strict-Transport-Security is missing",
        measures: "The field on the answers at /, redirects that stay on the address included.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 6797 §6.1"],
        remedy:
            "Send Strict-Transport-Security: max-age=31536000; includeSubDomains on every HTTPS "
            + "answer."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let answer = try view.answer()
        guard !answer.hasLiteralHost else {
            return .notApplicable(because: "browsers keep no HSTS of an address")
        }
        guard let header = answer.transportSecurity else {
            return .fail(level: "missing", seen: "no field", expected: "Strict-Transport-Security")
        }
        guard header.isInForce else {
            let sent = answer.hops.flatMap(\.transportSecurity).listed(atMost: 2)
            return .fail(
                level: "missing",
                seen: "\(sent), which browsers ignore or take back",
                expected: "a max-age above 0, every directive once"
            )
        }
        return .pass
    }
}
