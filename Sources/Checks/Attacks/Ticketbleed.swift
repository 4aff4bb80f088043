// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where memory of the server leaks beside a session ticket.
package struct Ticketbleed: Check {
    package static let identity = CheckIdentity(
        id: "attack.ticketbleed",
        title: "Memory leaks beside session tickets: Ticketbleed",
        measures: "Whether a short session id beside a ticket comes back filled up with other bytes.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["CVE-2016-9244", "RFC 5077 §3.4"],
        remedy: "Install the update of F5 BIG-IP, or switch session tickets off."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.ticketbleed, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
