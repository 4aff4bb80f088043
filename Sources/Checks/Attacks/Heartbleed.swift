// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where memory of the server leaks to whoever asks.
package struct Heartbleed: Check {
    package static let identity = CheckIdentity(
        id: "attack.heartbleed",
        title: "Memory leaks to anybody: Heartbleed",
        measures:
            "Whether a heartbeat that claims more than it holds is answered, without asking for a byte of memory where that can be done.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["CVE-2014-0160", "RFC 6520 §4"],
        remedy: "Upgrade OpenSSL to 1.0.1g or later, then replace keys, certificates and passwords."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.heartbleed, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
