// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where the domain does not say who sends its mail.
package struct SPFMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.spf-missing",
        title: "The domain has no SPF record",
        measures: "TXT records of the domain that begin with v=spf1.",
        scope: .domain,
        levels: ["missing"],
        references: ["RFC 7208 §3"],
        remedy:
            "Publish who sends mail of the domain, and -all; for a domain that sends none, \"v=spf1 -all\"."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        try view.texts(view.domain, where: SPFRecord.isRecord).isEmpty
            ? .fail(level: "missing", seen: "no record with v=spf1", expected: "one SPF record") : .pass
    }
}
