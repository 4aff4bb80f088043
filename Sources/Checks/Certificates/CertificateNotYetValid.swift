// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails while the leaf certificate is not valid yet.
package struct CertificateNotYetValid: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.not-yet-valid",
        title: "The certificate is not valid yet",
        measures: "Whether the leaf certificate's notBefore lies in the future.",
        scope: .address,
        levels: ["not-yet-valid"],
        references: ["RFC 5280 §4.1.2.5"],
        remedy:
            "Serve the certificate from its first day on, and check the clock of the host that issued it.",
        clock: .deadlines
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let leaf = try served.leaf()
        guard let notBefore = leaf.notBefore else {
            return .unknown(because: CertificateSummary.unreadableLife)
        }
        guard now < notBefore else { return .pass }
        return .fail(
            level: "not-yet-valid",
            seen: "valid from \(CalendarDay(notBefore)) on",
            expected: "a valid certificate"
        )
    }
}
