// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where one connection may demand handshake after handshake.
package struct ClientRenegotiation: Check {
    package static let identity = CheckIdentity(
        id: "attack.client-renegotiation",
        title: "A client may renegotiate without a limit",
        measures: "How many of ten renegotiations in one connection are completed.",
        scope: .address,
        levels: ["unlimited"],
        references: ["CVE-2011-1473"],
        remedy: "Refuse renegotiation at the client’s wish, as TLS 1.3 does."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.clientRenegotiation, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
