// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where nobody learns who sends mail in the name of the domain.
package struct DMARCUnreported: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dmarc-unreported",
        title: "DMARC reports go nowhere",
        measures:
            "Addresses for aggregate reports, and whether those outside the organization say that they take them.",
        scope: .domain,
        levels: ["unauthorised", "none"],
        references: ["RFC 9990 §3", "RFC 9990 §4"],
        remedy: "Name an address in rua=, and have the owner of a foreign one publish its authorisation."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let walk = try view.walk()
        guard let policy = walk.policy else { return .notApplicable(because: "there is no DMARC record") }
        guard !policy.record.aggregate.isEmpty else {
            return .fail(
                level: "none",
                seen: "the record at \(policy.domain) has no usable rua=",
                expected: "an address in rua="
            )
        }
        var refused: [String] = []
        var gap: Unestablished?
        for uri in policy.record.aggregate {
            guard let name = uri.authorisationName(for: policy.domain, organization: walk.organization) else {
                continue
            }
            switch view.texts(name) {
            case .found(let texts): if !ReportURI.isAuthorised(by: texts) { refused.append(uri.text) }
            case .noData, .noSuchName: refused.append(uri.text)
            case .failed(let reason): gap = gap ?? Unestablished(phase: .resolve, reason: reason, attempts: 1)
            }
        }
        guard refused.isEmpty else {
            return .fail(
                level: "unauthorised",
                seen: refused.listed(),
                expected: "a TXT record of the host that takes them"
            )
        }
        return gap.map(Verdict.withheld) ?? .pass
    }
}
