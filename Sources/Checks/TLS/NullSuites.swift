// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a suite without encryption is offered.
package struct NullSuites: Check {
    package static let identity = CheckIdentity(
        id: "tls.null-suites",
        title: "Suites without encryption are offered",
        measures: "Suites with the NULL cipher, at any version.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 9325 §4.1"],
        remedy: "Remove the NULL suites (OpenSSL: !eNULL)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        census.verdict(forbidding: \.isNull, expected: "no suite without encryption")
    }
}
