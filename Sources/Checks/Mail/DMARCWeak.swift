// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where the DMARC policy does not have forged mail rejected.
package struct DMARCWeak: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dmarc-weak",
        title: "DMARC is not enforced",
        measures: "The policy for the domain and for names below it, t=y taken into account.",
        scope: .domain,
        levels: ["quarantine", "testing", "subdomains", "none"],
        references: ["RFC 9989 §4.7", "CISA BOD 18-01"],
        remedy:
            "Go to p=reject once the reports show that your own mail passes; leave sp and np out, or set them to reject."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let walk = try view.walk()
        guard let record = walk.policy?.record, let requested = walk.requested else {
            return .notApplicable(because: "there is no DMARC policy: see mail.dmarc-missing")
        }
        guard requested > .none else {
            return .fail(level: "none", seen: "p=none: nothing happens to forged mail", expected: "p=reject")
        }
        let below = min(record.policy(for: .below) ?? .none, record.policy(for: .absent) ?? .none)
        guard below > .none || walk.standing != .own else {
            return .fail(
                level: "subdomains",
                seen: "\(requested.rawValue) for the domain, none below it",
                expected: "reject below, too"
            )
        }
        guard !record.isTesting else {
            return .fail(
                level: "testing",
                seen: "t=y: receivers act one level milder than p=\(requested.rawValue)",
                expected: "no t=y"
            )
        }
        guard requested == .reject else {
            return .fail(level: "quarantine", seen: "p=quarantine", expected: "p=reject")
        }
        return .pass
    }
}
