// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where session keys are not bound to the handshake they came from.
package struct NoExtendedMasterSecret: Check {
    package static let identity = CheckIdentity(
        id: "tls.no-extended-master-secret",
        title: "The extended master secret is not supported",
        measures: "Whether the newest version before TLS 1.3 answers with extended_master_secret.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 7627 §5"],
        remedy: "Upgrade the TLS library (OpenSSL 1.1.0 or later)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Facts
        .ExtensionOffer?
    {
        try ExtensionOffer.newestLegacy(from: .tls10, of: subject, in: evidence)
    }

    package func judge(_ answer: ExtensionOffer?, at now: Date) -> Verdict {
        guard let answer else {
            return .notApplicable(because: "no version that has the extension is offered")
        }
        guard !answer.extensions.contains(0x0017) else { return .pass }
        return .fail(
            level: "missing",
            seen: "\(answer.version.title) without extended_master_secret",
            expected: "extended_master_secret"
        )
    }
}
