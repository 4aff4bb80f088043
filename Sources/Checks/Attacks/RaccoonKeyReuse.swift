// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the precondition of Raccoon is there.
package struct RaccoonKeyReuse: Check {
    package static let identity = CheckIdentity(
        id: "attack.raccoon-key-reuse",
        title: "A Diffie-Hellman value that stays may tell of secrets by time: Raccoon",
        measures:
            "Whether finite-field Diffie-Hellman is offered with a value that stays: static, or the same in "
            + "several handshakes.",
        scope: .address,
        levels: ["key-reuse"],
        references: ["CVE-2020-1968"],
        remedy: "Remove the suites of finite-field Diffie-Hellman, or make a fresh key for each handshake."
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
