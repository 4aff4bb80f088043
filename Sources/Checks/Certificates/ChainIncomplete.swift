// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the server leaves out a certificate that clients need to reach an anchor.
package struct ChainIncomplete: ChainCheck {
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

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let trust = try served.trust()
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
            guard let missing = try served.order().missingIssuer else { return .pass }
            let urls = try served.order().missingIssuerURLs
            let source = urls.isEmpty ? "" : ", to be had from \(urls.listed(atMost: 2))"
            return .fail(
                level: "incomplete",
                seen: "\(missing) is not sent\(source)",
                expected: "every certificate up to the root"
            )
        }
    }
}
