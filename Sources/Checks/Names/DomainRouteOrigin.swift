// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where the routes to name servers or mail hosts are announced by others than those who are authorised, or
/// nobody signed who is.
package struct DomainRouteOrigin: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.route-origin",
        title: "Routes to name servers or mail are not authorised",
        measures:
            "Route origins (RPKI) of the addresses of name servers and mail hosts, by the operator's files: "
            + "RouteOrigins= and PrefixTable=.",
        scope: .domain,
        levels: RouteOriginReading.levels,
        references: ["RFC 6811 §2", "RFC 6482 §3", "NIST SP 800-189 §4.3"],
        remedy:
            "Have whoever holds the prefix sign a ROA for the network that announces it, and mend a wrong one."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        var reading = RouteOriginReading()
        let hosts = try view.nameServers() + view.exchanges().map(\.host).filter { !$0.isRoot }
        for host in Set(hosts).sorted() {
            reading.add(
                try view.addresses(of: host),
                whose: "\(host)",
                of: view.subject,
                in: view.evidence
            )
        }
        return reading.verdict
    }
}
