// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a renegotiation is not bound to the connection it happens on.
package struct NoSecureRenegotiation: Check {
    package static let identity = CheckIdentity(
        id: "tls.no-secure-renegotiation",
        title: "Secure renegotiation is not supported",
        measures: "Whether the newest version before TLS 1.3 answers with renegotiation_info.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 5746 §3.6", "CVE-2009-3555"],
        remedy: "Upgrade the TLS library, or switch renegotiation off."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Facts
        .ExtensionOffer?
    {
        try ExtensionOffer.newestLegacy(from: .ssl3, of: subject, in: evidence)
    }

    package func judge(_ answer: ExtensionOffer?, at now: Date) -> Verdict {
        guard let answer else {
            return .notApplicable(because: "no version that has the extension is offered")
        }
        guard !answer.extensions.contains(0xFF01) else { return .pass }
        return .fail(
            level: "missing",
            seen: "\(answer.version.title) without renegotiation_info",
            expected: "renegotiation_info"
        )
    }
}
