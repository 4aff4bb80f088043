// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where somebody on the path can put commands before those of the client.
package struct StarttlsInjection: Check {
    package static let identity = CheckIdentity(
        id: "attack.starttls-injection",
        title: "Commands are carried into TLS: STARTTLS injection",
        measures: "Whether a command in one piece with STARTTLS is answered within TLS.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["CVE-2011-0411", "RFC 3207 §4.2"],
        remedy: "Update the server, so that it drops what it has read when TLS begins."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.starttlsInjection, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
