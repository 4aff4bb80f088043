// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where no DMARC record speaks for the domain, so that receivers let forged mail in.
package struct DMARCMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dmarc-missing",
        title: "No DMARC policy",
        measures: "The record that the tree walk finds for the domain (RFC 9989 §4.10).",
        scope: .domain,
        levels: ["missing"],
        references: ["RFC 9989 §4.7", "RFC 9989 §4.10"],
        remedy: "Publish a record at _dmarc of the domain, first with p=none and reports, then with p=reject."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let walk = try view.walk()
        guard let policy = walk.policy else {
            let broken = walk.discarded.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            return .fail(
                level: "missing",
                seen: broken.isEmpty ? "no record" : broken.listed(),
                expected: "one DMARC record"
            )
        }
        guard policy.record.isApplied else {
            return .fail(
                level: "missing",
                seen: "the record at \(policy.domain) has no valid p= and no rua=",
                expected: "a policy"
            )
        }
        return .pass
    }
}
