// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the endpoint's name has no IPv6 address, so that IPv6-only networks depend on a translator.
package struct IPv6Missing: Check {
    package static let identity = CheckIdentity(
        id: "inclusion.ipv6-missing",
        title: "The endpoint has no IPv6 address",
        measures: "Whether the endpoint's name resolves to an IPv6 address.",
        scope: .endpoint,
        levels: ["missing"],
        references: ["RFC 6540 §2", "OMB M-21-07"],
        remedy: "Give the endpoint an IPv6 address, and publish it as AAAA record."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> AddressSet
    {
        try evidence.one(AddressSet.self, of: subject).fact
    }

    package func judge(_ set: AddressSet, at now: Date) -> Verdict {
        guard !set.addresses.contains(where: { $0.family == .v6 }) else { return .pass }
        switch set.source {
        case .resolved:
            return .fail(
                level: "missing",
                seen: set.addresses.map(\.description).listed(),
                expected: "an IPv6 address beside them"
            )
        case .configured, .literal:
            return .notApplicable(because: "its addresses are configured, and its name was not resolved")
        }
    }
}
