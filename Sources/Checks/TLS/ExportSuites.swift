// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a suite of the old export rules is offered, 512-bit keys and all (FREAK, Logjam).
package struct ExportSuites: Check {
    package static let identity = CheckIdentity(
        id: "tls.export-suites",
        title: "Export suites are offered",
        measures: "Suites weakened for the US export rules of the 1990s, at any version.",
        scope: .address,
        levels: ["offered"],
        references: ["RFC 9325 §4.1", "CVE-2015-0204", "CVE-2015-4000"],
        remedy: "Remove the export suites (OpenSSL: !EXPORT), and upgrade the TLS library."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        census.verdict(forbidding: \.isExport, expected: "no export suite")
    }
}
