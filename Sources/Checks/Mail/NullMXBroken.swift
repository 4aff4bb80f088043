// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a null MX stands beside other records, or with a preference.
package struct NullMXBroken: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.null-mx-broken",
        title: "The null MX is not alone",
        measures: "MX records that name no host.",
        scope: .domain,
        levels: ["preference", "others"],
        references: ["RFC 7505 §3"],
        remedy: "Leave the null MX alone, with preference 0, or take it away."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let exchanges = try view.exchanges()
        let none = exchanges.filter(\.host.isRoot)
        guard !none.isEmpty else { return .notApplicable(because: "there is no null MX") }
        guard exchanges.count == 1 else {
            return .fail(
                level: "others",
                seen: "a null MX beside \(exchanges.count - 1) others",
                expected: "a null MX alone"
            )
        }
        return none[0].preference == 0
            ? .pass
            : .fail(level: "preference", seen: "preference \(none[0].preference)", expected: "preference 0")
    }
}
