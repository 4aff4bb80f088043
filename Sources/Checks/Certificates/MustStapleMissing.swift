// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where the certificate promises a stapled status and the server sends none.
package struct MustStapleMissing: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.must-staple-missing",
        title: "The promised OCSP staple is missing",
        measures: "Whether an OCSP response is stapled where the TLS feature extension asks for one.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 7633 §4", "RFC 6066 §8"],
        remedy: "Switch OCSP stapling on, or renew the certificate without the TLS feature extension."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        guard try served.leaf().mustStaple else {
            return .notApplicable(because: "the certificate does not ask for a staple")
        }
        guard try served.staple().status == .absent else { return .pass }
        return .fail(level: "missing", seen: "no OCSP response", expected: "a stapled OCSP response")
    }
}
