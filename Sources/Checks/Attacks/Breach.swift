// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the length of a page may tell of a secret in it.
package struct Breach: Check {
    package static let identity = CheckIdentity(
        id: "attack.breach",
        title: "Pages are compressed within TLS: BREACH",
        measures: "Whether the page at / comes compressed for a foreign referrer.",
        scope: .address,
        levels: ["potential"],
        references: ["CVE-2013-3587"],
        remedy: "Do not compress pages that hold secrets, or mask the secrets and check the referrer."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.breach, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
