// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where nothing proves that answers about the domain are its own.
package struct DNSSECUnsigned: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.dnssec-unsigned",
        title: "The domain is not signed",
        measures: "What the validating resolver says of the domain (RFC 4033 §5).",
        scope: .domain,
        levels: ["unsigned"],
        references: ["RFC 4033 §5", "RFC 9364"],
        remedy: "Sign the zone, and have the parent publish its DS records."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        switch try view.security().state {
        case .secure: .pass
        case .insecure:
            .fail(
                level: "unsigned",
                seen: "\(view.domain) is insecure: no chain of trust leads to it",
                expected: "a signed zone"
            )
        case .bogus: .notApplicable(because: "it is signed, and bogus: see names.dnssec-bogus")
        case .indeterminate:
            .unknown(because: Unestablished(phase: .vantage, reason: "nothing was validated"))
        }
    }
}
