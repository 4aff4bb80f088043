// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where SSL 3.0 is still offered, whose padding nothing checks (POODLE).
package struct SSL3Offered: Check {
    package static let identity = CheckIdentity(
        id: "tls.ssl3-offered",
        title: "SSL 3.0 is offered",
        measures: "Whether a hello that offers SSL 3.0 alone is answered with it.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 7568 §3", "NIST SP 800-52r2 §3.1"],
        remedy: "Switch SSL 3.0 off; no client of the last fifteen years needs it."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> VersionCensus
    {
        VersionCensus(of: subject, in: evidence)
    }

    package func judge(_ versions: VersionCensus, at now: Date) -> Verdict {
        versions.verdict(forbidding: .ssl3)
    }
}
