// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where validation of the domain fails, so that whoever validates does not reach it at all.
package struct DNSSECBogus: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.dnssec-bogus",
        title: "DNSSEC of the domain is broken",
        measures: "What the validating resolver says of the domain, with its reason.",
        scope: .domain,
        levels: ["bogus"],
        references: ["RFC 4035 §5", "CA/Browser Forum SC-085v2"],
        remedy:
            "Sign the zone anew and compare keys and DS records; until then the domain is gone for resolvers that validate, and certificates cannot be renewed."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let state = try view.security()
        switch state.state {
        case .bogus:
            return .fail(
                level: "bogus",
                seen: state.reason ?? "validation fails",
                expected: "answers that validate"
            )
        case .secure: return .pass
        case .insecure: return .notApplicable(because: "the domain is not signed")
        case .indeterminate:
            return .unknown(because: Unestablished(phase: .vantage, reason: "nothing was validated"))
        }
    }
}
