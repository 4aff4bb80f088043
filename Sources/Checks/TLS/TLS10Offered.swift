// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where TLS 1.0 is still offered.
package struct TLS10Offered: Check {
    package static let identity = CheckIdentity(
        id: "tls.tls1.0-offered",
        title: "TLS 1.0 is offered",
        measures: "Whether a hello that offers TLS 1.0 alone is answered with it.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 8996 §4", "NIST SP 800-52r2 §3.1"],
        remedy: "Switch TLS 1.0 off. Where its last clients matter, give them a separate read-only host."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> VersionCensus
    {
        VersionCensus(of: subject, in: evidence)
    }

    package func judge(_ versions: VersionCensus, at now: Date) -> Verdict {
        versions.verdict(forbidding: .tls10)
    }
}
