// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where RC4 is offered, whose key stream is biased.
package struct RC4Suites: Check {
    package static let identity = CheckIdentity(
        id: "tls.rc4-suites",
        title: "RC4 suites are offered",
        measures: "Suites with RC4, at any version.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 7465 §2"],
        remedy: "Remove the RC4 suites (OpenSSL: !RC4)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        census.verdict(forbidding: \.usesRC4, expected: "no RC4 (RFC 7465)")
    }
}
