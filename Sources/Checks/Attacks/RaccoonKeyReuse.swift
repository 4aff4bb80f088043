// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the precondition of Raccoon is there.
package struct RaccoonKeyReuse: Check {
    package static let identity = CheckIdentity(
        id: "attack.raccoon-key-reuse",
        title: "Diffie-Hellman values are used again: Raccoon",
        measures: "Whether the server’s Diffie-Hellman value is the same in two of three handshakes.",
        scope: .address,
        levels: ["key-reuse"],
        references: ["CVE-2020-1968"],
        remedy: "Make a fresh key for each handshake, or remove the suites of finite-field Diffie-Hellman."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.raccoon, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
