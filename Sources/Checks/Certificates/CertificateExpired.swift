// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails once the leaf certificate has expired.
package struct CertificateExpired: Check {
    package static let identity = CheckIdentity(
        id: "certificate.expired",
        title: "The certificate has expired",
        measures: "Whether the leaf certificate's notAfter lies in the past.",
        scope: .address,
        levels: ["expired"],
        references: ["RFC 5280 §4.1.2.5"],
        remedy: "Renew the certificate, and automate renewal with ACME (RFC 8555)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> CertificateSummary
    {
        try evidence.servedLeaf(of: subject)
    }

    package func judge(_ leaf: CertificateSummary, at now: Date) -> Verdict {
        guard let notAfter = leaf.notAfter else {
            return .unknown(because: CertificateSummary.unreadableLife)
        }
        guard now > notAfter else { return .pass }
        return .fail(
            level: "expired",
            seen: "expired on \(CalendarDay(notAfter))",
            expected: "a valid certificate"
        )
    }
}
