// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where the domain has a picture for mail programs that none will show.
package struct BIMIBroken: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.bimi-broken",
        title: "The BIMI record does not work",
        measures: "The TXT record at default._bimi, its certificate, and the DMARC policy that it needs.",
        scope: .domain,
        levels: ["no-certificate", "invalid", "policy"],
        references: ["draft-brand-indicators-for-message-identification §4"],
        remedy: "Enforce DMARC, and have the picture certified (VMC or CMC); or take the record away."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard let name = view.domain.prepending("default", "_bimi") else {
            return .notApplicable(because: "the name is too long")
        }
        let texts = try view.texts(name, where: BIMIRecord.isRecord)
        guard let text = texts.first else { return .notApplicable(because: "there is no BIMI record") }
        guard texts.count == 1, let record = try? BIMIRecord(text) else {
            return .fail(
                level: "invalid",
                seen: texts.count == 1 ? "it cannot be read" : "\(texts.count) records",
                expected: "one sound record"
            )
        }
        guard !record.isDeclined else {
            return .notApplicable(because: "the domain declines to have a picture")
        }
        let walk = try view.walk()
        let below = walk.policy?.record.policy(for: .below) ?? DMARCPolicy.none
        guard let effective = walk.effective, effective > .none, below > .none,
            walk.policy?.record.isTesting == false
        else {
            return .fail(
                level: "policy",
                seen: "DMARC is not enforced for the domain and below",
                expected: "quarantine or reject"
            )
        }
        return record.authority == nil
            ? .fail(
                level: "no-certificate",
                seen: "a picture without certificate",
                expected: "a=https: with a certificate"
            ) : .pass
    }
}
