// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where neither TLS 1.2 nor TLS 1.3 is offered.
package struct TLS12Missing: Check {
    package static let identity = CheckIdentity(
        id: "tls.tls1.2-missing",
        title: "Neither TLS 1.2 nor TLS 1.3 is offered",
        measures: "Whether any hello that offers TLS 1.2 or TLS 1.3 is answered with it.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 9325 §3.1.1", "NIST SP 800-52r2 §3.1"],
        remedy: "Upgrade the TLS library, and offer TLS 1.2 and TLS 1.3."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> VersionCensus
    {
        VersionCensus(of: subject, in: evidence)
    }

    package func judge(_ versions: VersionCensus, at now: Date) -> Verdict {
        if versions.offered.contains(where: { $0 >= .tls12 }) { return .pass }
        if let doubt = versions.doubt(on: .tls12 ... .tls13) { return .withheld(because: doubt) }
        let newest = versions.offered.last.map { "\($0.title) is the newest version offered" }
        return .fail(
            level: "missing",
            seen: newest ?? "no version is offered",
            expected: "TLS 1.2 or TLS 1.3"
        )
    }
}
