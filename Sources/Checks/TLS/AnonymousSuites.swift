// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a suite without authentication is offered, so that anyone in between can answer.
package struct AnonymousSuites: Check {
    package static let identity = CheckIdentity(
        id: "tls.anonymous-suites",
        title: "Suites without authentication are offered",
        measures: "Suites with anonymous key exchange, at any version.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 5246 §F.1.1.1", "RFC 9325 §4.1"],
        remedy: "Remove the anonymous suites (OpenSSL: !aNULL)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        census.verdict(forbidding: \.isAnonymous, expected: "no anonymous suite")
    }
}
