// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where senders cannot know that mail to the domain must come over TLS.
package struct MTASTSMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.mta-sts-missing",
        title: "No MTA-STS policy",
        measures: "The TXT record at _mta-sts of a domain that takes mail.",
        scope: .domain,
        levels: ["missing"],
        references: ["RFC 8461 §3.1"],
        remedy: "Publish a policy at mta-sts of the domain and announce it at _mta-sts."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard try view.takesMail() else { return .notApplicable(because: "the domain takes no mail") }
        guard let name = view.domain.prepending("_mta-sts") else {
            return .notApplicable(because: "the name is too long")
        }
        return try view.texts(name, where: MTASTSRecord.isRecord).isEmpty
            ? .fail(
                level: "missing",
                seen: "no record with v=STSv1 at \(name)",
                expected: "an MTA-STS policy"
            ) : .pass
    }
}
