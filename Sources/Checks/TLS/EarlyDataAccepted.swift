// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a request is taken before the handshake is through, so that a recording of it can be replayed.
package struct EarlyDataAccepted: Check {
    package static let identity = CheckIdentity(
        id: "tls.early-data",
        title: "Early data is accepted",
        measures:
            "Whether a request sent as early data of TLS 1.3 is taken, and how many bytes a ticket allows.",
        scope: .address,
        levels: ["offered", "accepted"],
        references: ["RFC 8446 §8", "RFC 8470 §3"],
        remedy:
            "Switch early data off (nginx: ssl_early_data off), unless the application answers 425 Too Early to "
            + "whatever must not happen twice."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    /// Nil where TLS 1.3 is not offered.
    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> EarlyData?
    {
        if VersionCensus(of: subject, in: evidence)[.tls13] == false { return nil }
        return try evidence.one(EarlyData.self, of: subject).fact
    }

    package func judge(_ fact: EarlyData?, at now: Date) -> Verdict {
        guard let fact else { return .notApplicable(because: "TLS 1.3 is not offered") }
        guard fact.maximum > 0, fact.isAccepted != false else { return .pass }
        let isAccepted = fact.isAccepted == true
        return .fail(
            level: isAccepted ? "accepted" : "offered",
            seen:
                "\(fact.maximum) bytes \(isAccepted ? "allowed and a request taken" : "allowed by tickets")",
            expected: "no early data"
        )
    }
}
