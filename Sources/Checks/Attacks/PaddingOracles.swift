// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the server helps to decrypt CBC records by how it refuses them.
package struct PaddingOracles: Check {
    package static let identity = CheckIdentity(
        id: "attack.padding-oracle",
        title: "Malformed CBC records are told apart",
        measures:
            "Whether the responses to seven kinds of malformed CBC records differ, for up to two suites a version.",
        scope: .address,
        levels: ["sleeping-poodle", "zero-length", "zombie-poodle", "goldendoodle", "poodle-tls"],
        references: ["CVE-2014-8730", "CVE-2019-1559", "RFC 5246 §6.2.3.2"],
        remedy: "Update the server, and remove the CBC suites (OpenSSL: suites with GCM or ChaCha20 only)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AttackExposure
    {
        try .answer(.poodleTLS, of: subject, in: evidence)
    }

    package func judge(_ exposure: AttackExposure, at now: Date) -> Verdict {
        exposure.verdict(levels: Self.identity.levels)
    }
}
