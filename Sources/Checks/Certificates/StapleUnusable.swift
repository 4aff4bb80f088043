// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a server staples an OCSP response that clients cannot use.
package struct StapleUnusable: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.staple-unusable",
        title: "The stapled OCSP response is of no use",
        measures:
            "Whether the stapled response is current, about the leaf certificate, and signed by its issuer or a delegate.",
        scope: .address,
        levels: ["stale", "invalid"],
        references: ["RFC 6066 §8", "RFC 6960 §3.2"],
        remedy:
            "Let the server renew its staple well before nextUpdate, and staple only what the responder answers."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let staple = try served.staple()
        let expected = "a current response of the issuer"
        func invalid(_ seen: String) -> Verdict { .fail(level: "invalid", seen: seen, expected: expected) }
        switch staple.status {
        case .absent: return .notApplicable(because: "no OCSP response is stapled")
        case .malformed: return invalid("no OCSP response")
        case .refused: return invalid("an error of the responder")
        case .unrelated: return invalid("a response about another certificate")
        case .good, .revoked, .unknown: break
        }
        guard staple.isSigned == true else { return invalid("a response that its issuer did not sign") }
        guard staple.status != .unknown else {
            return invalid("a responder that does not know the certificate")
        }
        switch staple.currency {
        case .stale?: return .fail(level: "stale", seen: "a response past its nextUpdate", expected: expected)
        case .early?: return .fail(level: "stale", seen: "a response from the future", expected: expected)
        case .current?, .undated?, nil: return .pass
        }
    }
}
