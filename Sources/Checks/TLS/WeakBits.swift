// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a cipher is offered whose key can be searched: single DES, IDEA and RC2 of short keys.
package struct WeakBits: Check {
    package static let identity = CheckIdentity(
        id: "tls.weak-bits",
        title: "Ciphers of less than 112 bits are offered",
        measures:
            "Suites whose cipher withstands less than 112 bits of work; export and NULL suites have "
            + "checks of their own.",
        scope: .address,
        levels: ["offered"],
        references: ["NIST SP 800-131Ar2 §2", "RFC 9325 §4.1"],
        remedy: "Remove the suites with single DES and RC2 (OpenSSL: !LOW)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        census.verdict(forbidding: Self.isWeak, expected: "112 bits or more (NIST SP 800-131Ar2)")
    }

    /// A suite that no registry names says nothing of its strength, so it is not called weak.
    static func isWeak(_ suite: CipherSuite) -> Bool {
        suite.attributes != nil && !suite.isNull && !suite.isExport && suite.strengthBits < 112
    }
}
