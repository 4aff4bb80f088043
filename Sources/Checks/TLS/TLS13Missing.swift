// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where TLS 1.3 is not offered.
package struct TLS13Missing: Check {
    package static let identity = CheckIdentity(
        id: "tls.tls1.3-missing",
        title: "TLS 1.3 is not offered",
        measures: "Whether a hello that offers TLS 1.3 is answered with it.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 8446", "RFC 9325 §3.1.1", "NIST SP 800-52r2 §3.1"],
        remedy: "Upgrade to a TLS library with TLS 1.3 (OpenSSL 1.1.1 or later), and switch it on."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> VersionCensus
    {
        VersionCensus(of: subject, in: evidence)
    }

    package func judge(_ versions: VersionCensus, at now: Date) -> Verdict {
        if let doubt = versions.doubts[.tls13] { return .withheld(because: doubt) }
        guard !versions.offered.contains(.tls13) else { return .pass }
        let newest = versions.offered.last.map { "\($0.title) is the newest version offered" }
        return .fail(level: "missing", seen: newest ?? "no version is offered", expected: "TLS 1.3")
    }
}
