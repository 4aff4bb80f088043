// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where nobody learns that mail to the domain could not come over TLS.
package struct TLSReportingMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.tls-reporting-missing",
        title: "No reports about TLS of mail",
        measures: "The TXT record at _smtp._tls of a domain that takes mail.",
        scope: .domain,
        levels: ["missing", "invalid"],
        references: ["RFC 8460 §3"],
        remedy: "Publish v=TLSRPTv1 with an address for reports."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard try view.takesMail() else { return .notApplicable(because: "the domain takes no mail") }
        guard let name = view.domain.prepending("_smtp", "_tls") else {
            return .notApplicable(because: "the name is too long")
        }
        let texts = try view.texts(name, where: TLSReportingRecord.isRecord)
        guard let text = texts.first else {
            return .fail(
                level: "missing",
                seen: "no record with v=TLSRPTv1 at \(name)",
                expected: "an address for reports"
            )
        }
        guard texts.count == 1 else {
            return .fail(
                level: "invalid",
                seen: "\(texts.count) records, which count as none",
                expected: "one record"
            )
        }
        do {
            _ = try TLSReportingRecord(text)
            return .pass
        } catch {
            return .fail(
                level: "invalid",
                seen: error.problem,
                expected: "a list of mailto: and https: addresses"
            )
        }
    }
}
