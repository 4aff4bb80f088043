// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the server decrypts recorded traffic for whoever asks often enough.
package struct Robot: Check {
    package static let identity = CheckIdentity(
        id: "attack.robot",
        title: "Malformed RSA blocks are told apart: ROBOT",
        measures: "Whether the responses to five blocks for the RSA key, well formed and not, differ.",
        scope: .address,
        levels: ["weak-oracle", "strong-oracle"],
        references: ["CVE-2017-13099", "RFC 5246 §7.4.7.1"],
        remedy: "Remove the suites that encrypt to the RSA key (OpenSSL: !kRSA), and update the server."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.robot, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
