// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where traffic of another service with the same certificate could be led here.
package struct Alpaca: Check {
    package static let identity = CheckIdentity(
        id: "attack.alpaca",
        title: "Connections meant for other services are taken: ALPACA",
        measures: "Whether a foreign server name, and an unknown application protocol, are taken.",
        scope: .address,
        levels: ["partial", "exposed"],
        references: ["RFC 6066 §3", "RFC 7301 §3.2"],
        remedy: "Refuse unknown server names and application protocols with alerts 112 and 120."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.alpaca, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
