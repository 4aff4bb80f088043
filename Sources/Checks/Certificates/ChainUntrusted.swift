// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the chain does not lead to an anchor that this installation trusts.
package struct ChainUntrusted: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.untrusted",
        title: "The certificate is not trusted",
        measures:
            "What chain building says against the public trust store, dates aside; a named store that trusts "
            + "the chain makes up for it.",
        scope: .address,
        levels: ["unknown-root", "self-signed", "invalid"],
        references: ["RFC 5280 §6.1", "RFC 9110 §4.3.4"],
        remedy:
            "Get a certificate from a public authority; a private root belongs into the trust store of "
            + "every client, and here into a PrivateTrustStore."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        if served.trustingStore != nil { return .pass }
        let trust = try served.trust()
        switch trust.outcome {
        case .trusted:
            return .pass
        case .issuerMissing:
            return .unknown(
                because: Unestablished(
                    phase: .reply,
                    reason: "the chain breaks off below its root: \(trust.text)"
                )
            )
        case .unknownRoot, .selfSigned, .invalid:
            return .fail(
                level: trust.outcome.rawValue,
                seen: trust.text,
                expected: "a path to a trusted anchor"
            )
        }
    }
}
