// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails once the leaf certificate has expired.
package struct CertificateExpired: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.expired",
        title: "The certificate has expired",
        measures: "Whether the leaf certificate's notAfter lies in the past.",
        scope: .address,
        levels: ["expired"],
        references: ["RFC 5280 §4.1.2.5"],
        remedy: "Renew the certificate, and automate renewal with ACME (RFC 8555).",
        clock: .deadlines
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let leaf = try served.leaf()
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
