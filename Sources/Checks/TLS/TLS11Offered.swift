// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where TLS 1.1 is still offered.
package struct TLS11Offered: Check {
    package static let identity = CheckIdentity(
        id: "tls.tls1.1-offered",
        title: "TLS 1.1 is offered",
        measures: "Whether a hello that offers TLS 1.1 alone is answered with it.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 8996 §5", "NIST SP 800-52r2 §3.1"],
        remedy: "Switch TLS 1.1 off; next to no client speaks it and not TLS 1.2."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> VersionCensus
    {
        VersionCensus(of: subject, in: evidence)
    }

    package func judge(_ versions: VersionCensus, at now: Date) -> Verdict {
        versions.verdict(forbidding: .tls11)
    }
}
