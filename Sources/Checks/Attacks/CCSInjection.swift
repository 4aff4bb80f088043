// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where somebody on the path can make both sides use keys that are no secret.
package struct CCSInjection: Check {
    package static let identity = CheckIdentity(
        id: "attack.ccs-injection",
        title: "A premature ChangeCipherSpec is taken: CCS injection",
        measures: "Whether a ChangeCipherSpec before the key exchange is taken.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["CVE-2014-0224", "RFC 5246 §7.1"],
        remedy: "Upgrade OpenSSL to 0.9.8za, 1.0.0m, 1.0.1h or later."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.ccsInjection, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
