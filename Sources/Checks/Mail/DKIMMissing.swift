// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where a selector that is in use has no key.
package struct DKIMMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dkim-missing",
        title: "A DKIM key is missing",
        measures:
            "Keys at the selectors that DKIMSelector= of the domain names; without names nothing can be said.",
        scope: .domain,
        levels: ["some", "all"],
        references: ["RFC 6376 §3.6"],
        remedy: "Publish the key at the selector, or take the selector out of the configuration."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        if view.listed?.sendsMail == false { return .notApplicable(because: "the domain sends no mail") }
        let keys = try view.keys()
        guard !keys.isEmpty else { return .notTested(because: "DKIMSelector= names no selector") }
        let missing = keys.filter { $0.answer.values?.contains(where: DKIMKeyRecord.isRecord) == false }.map(
            \.selector
        )
        guard missing.isEmpty else {
            return .fail(
                level: missing.count == keys.count ? "all" : "some",
                seen: "no key at " + missing.listed(),
                expected: "a key at each selector"
            )
        }
        return view.gap(in: keys.map(\.answer)).map(Verdict.withheld) ?? .pass
    }
}
