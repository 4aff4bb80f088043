// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the routes to the endpoint are announced by others than those who are authorised, or nobody signed
/// who is.
package struct EndpointRouteOrigin: Check {
    package static let identity = CheckIdentity(
        id: "endpoint.route-origin",
        title: "Routes to the endpoint are not authorised",
        measures:
            "Route origins (RPKI) of its addresses, by the operator's files: RouteOrigins= and PrefixTable=.",
        scope: .endpoint,
        levels: RouteOriginReading.levels,
        references: ["RFC 6811 §2", "RFC 6482 §3", "NIST SP 800-189 §4.3"],
        remedy:
            "Have whoever holds the prefix sign a ROA for the network that announces it, and mend a wrong one."
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        let reading: RouteOriginReading
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let set = try evidence.one(AddressSet.self, of: subject).fact
        var reading = RouteOriginReading()
        reading.add(set.addresses, whose: nil, of: subject, in: evidence)
        return Input(reading: reading)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict { input.reading.verdict }
}
