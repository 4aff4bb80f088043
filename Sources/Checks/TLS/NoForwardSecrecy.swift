// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where recorded traffic can be opened once the server's key is known.
package struct NoForwardSecrecy: Check {
    package static let identity = CheckIdentity(
        id: "tls.no-forward-secrecy",
        title: "Suites without forward secrecy are offered",
        measures: "Suites whose key exchange has no ephemeral key, and whether all are such.",
        scope: .address,
        levels: ["partly", "never"],
        references: ["RFC 9325 §4.1", "NIST SP 800-52r2 §3.3.1"],
        remedy: "Remove the suites with static key exchange (OpenSSL: !kRSA), and offer ECDHE."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        let found = census.suites(where: Self.isOpenLater)
        guard !found.isEmpty else { return census.verdictOnNothingSeen }
        let isNever = census.versions[.tls13] == false && census.offers(\.isForwardSecret) == false
        return .fail(
            level: isNever ? "never" : "partly",
            seen: found.inWords,
            expected: "ephemeral key exchange alone"
        )
    }

    /// Anonymous suites use ephemeral keys; what is wrong with them has its own check.
    private static func isOpenLater(_ suite: CipherSuite) -> Bool {
        suite.attributes != nil && !suite.isForwardSecret && !suite.isAnonymous
    }
}
