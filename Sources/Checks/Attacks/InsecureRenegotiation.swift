// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where an unbound renegotiation is answered.
package struct InsecureRenegotiation: Check {
    package static let identity = CheckIdentity(
        id: "attack.insecure-renegotiation",
        title: "Renegotiation is not bound to its connection",
        measures: "Whether a client that does not bind the new handshake to the old one can renegotiate.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["CVE-2009-3555", "RFC 5746 §3"],
        remedy: "Upgrade the TLS library, or switch renegotiation off."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.insecureRenegotiation, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
