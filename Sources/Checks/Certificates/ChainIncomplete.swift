// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the server leaves out a certificate that clients need to reach an anchor.
package struct ChainIncomplete: Check {
    package static let identity = CheckIdentity(
        id: "certificate.chain-incomplete",
        title: "The certificate chain is incomplete",
        measures: "Whether the issuer of the last certificate served is neither sent nor a trusted anchor.",
        scope: .address,
        levels: ["incomplete"],
        references: ["RFC 8446 §4.4.2", "RFC 5280 §6.1"],
        remedy:
            "Serve the leaf certificate with every intermediate below the root, in order (nginx: "
            + "fullchain.pem)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> ChainTrust
    {
        try evidence.servedTrust(of: subject)
    }

    package func judge(_ trust: ChainTrust, at now: Date) -> Verdict {
        switch trust.outcome {
        case .trusted, .unknownRoot:
            return .pass
        case .selfSigned:
            return .notApplicable(because: "the leaf certificate signs itself")
        case .invalid:
            return .unknown(
                because: Unestablished(phase: .reply, reason: "no chain was built: \(trust.text)")
            )
        case .issuerMissing:
            return .fail(level: "incomplete", seen: trust.text, expected: "every certificate up to the root")
        }
    }
}
