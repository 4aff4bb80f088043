// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a connection below the best version is agreed to though marked as a fallback.
package struct NoFallbackProtection: Check {
    package static let identity = CheckIdentity(
        id: "attack.no-fallback-protection",
        title: "A forced downgrade goes unnoticed",
        measures: "Whether TLS_FALLBACK_SCSV below the best version is refused.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["RFC 7507 §3"],
        remedy: "Upgrade the TLS library, or offer one version only."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.fallbackSCSV, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
