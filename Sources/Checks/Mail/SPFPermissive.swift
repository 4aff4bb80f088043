// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where the SPF record lets strangers through.
package struct SPFPermissive: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.spf-permissive",
        title: "SPF does not turn strangers away",
        measures:
            "What a sender gets whom no mechanism matches, and networks of /8 (IPv4) or /24 (IPv6) and larger that pass; ~all is enough where DMARC is enforced.",
        scope: .domain,
        levels: ["softfail", "neutral", "pass"],
        references: ["RFC 7208 §4.6.2", "RFC 7208 §4.7", "RFC 7208 §5.1"],
        remedy: "End the record with -all, or with ~all beside an enforced DMARC policy."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let survey = try view.survey()
        guard survey.records > 0 else { return .notApplicable(because: "there is no SPF record") }
        guard survey.broadNetworks.isEmpty else {
            return .fail(
                level: "pass",
                seen: survey.broadNetworks.listed(),
                expected: "only networks of one's own"
            )
        }
        guard let ending = survey.ending else {
            guard let (name, reason) = survey.unknown.min(by: { $0.key < $1.key }) else {
                return .notApplicable(because: "the record cannot be evaluated: see mail.spf-broken")
            }
            return .unknown(
                because: Unestablished(phase: .resolve, reason: "\(name): \(reason)", attempts: 1)
            )
        }
        switch ending {
        case .fail: return .pass
        case .neutral:
            return .fail(level: "neutral", seen: "whoever is not named is neutral", expected: "-all or ~all")
        case .pass: return .fail(level: "pass", seen: "whoever is not named passes", expected: "-all or ~all")
        case .softfail:
            let policy = try view.walk().effective ?? DMARCPolicy.none
            return policy >= .quarantine
                ? .pass
                : .fail(
                    level: "softfail",
                    seen: "~all, and DMARC is not enforced",
                    expected: "-all, or an enforced DMARC policy"
                )
        }
    }
}
