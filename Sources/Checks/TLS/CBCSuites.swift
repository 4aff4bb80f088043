// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where CBC suites are offered, whose padding has leaked time and again (Lucky Thirteen).
package struct CBCSuites: Check {
    package static let identity = CheckIdentity(
        id: "tls.cbc-suites",
        title: "CBC suites are offered",
        measures:
            "Suites in CBC mode, and whether any authenticated cipher stands beside them at any version.",
        scope: .address,
        levels: ["offered", "only"],
        references: ["RFC 9325 §4.2", "NIST SP 800-52r2 §3.3.1"],
        remedy:
            "Offer the ECDHE suites with AES-GCM and ChaCha20 first, then drop CBC when the clients "
            + "that need it are gone."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        let found = census.suites(where: \.isCBC)
        guard !found.isEmpty else { return census.verdictOnNothingSeen }
        let hasNothingBetter = census.versions[.tls13] == false && census.offers(\.isAEAD) == false
        return .fail(
            level: hasNothingBetter ? "only" : "offered",
            seen: found.inWords,
            expected: "authenticated ciphers (AEAD) alone"
        )
    }
}
