// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where a domain that sends no mail does not say so.
package struct NonSendingOpen: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.non-sending-open",
        title: "A domain without mail can be forged",
        measures:
            "SPF of -all alone and a DMARC policy of reject, and a null MX where it takes none either; for domains with SendsMail=no or a null MX.",
        scope: .domain,
        levels: ["mx", "dmarc", "spf"],
        references: ["RFC 7208 §10.1.2", "RFC 7505 §3", "M3AAWG Protecting Parked Domains"],
        remedy: "Publish \"v=spf1 -all\", DMARC with p=reject, and MX 0 with a dot."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let hasNullMX = try view.hasNullMX()
        guard view.listed?.sendsMail == false || hasNullMX else {
            return .notApplicable(
                because: "the domain may send mail: SendsMail=no is not set, and it has no null MX"
            )
        }
        let records = try view.texts(view.domain, where: SPFRecord.isRecord)
        let record = records.first.flatMap { try? SPFRecord($0) }
        let isClosed =
            records.count == 1 && record?.directives.map(\.mechanism) == [.all]
            && record?.directives.first?.qualifier == .fail
        guard isClosed else {
            return .fail(
                level: "spf",
                seen: records.isEmpty ? "no SPF record" : "an SPF record that lets somebody send",
                expected: "v=spf1 -all"
            )
        }
        guard try view.walk().effective == .reject else {
            return .fail(level: "dmarc", seen: "DMARC does not have mail rejected", expected: "p=reject")
        }
        let exchanges = try view.exchanges()
        guard !exchanges.isEmpty || hasNullMX else {
            return .fail(
                level: "mx",
                seen: "no MX record, so that mail goes to the address of the domain",
                expected: "a null MX"
            )
        }
        return .pass
    }
}
