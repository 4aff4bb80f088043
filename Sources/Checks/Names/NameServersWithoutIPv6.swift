// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a resolver that speaks IPv6 alone finds too few name servers.
package struct NameServersWithoutIPv6: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.name-servers-without-ipv6",
        title: "Name servers have no IPv6",
        measures: "Name servers of the zone with an IPv6 address.",
        scope: .domain,
        levels: ["one", "none"],
        references: ["RFC 3901 §4", "RFC 6540 §2"],
        remedy: "Give at least two name servers an IPv6 address."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let hosts = try view.nameServers()
        guard !hosts.isEmpty else { return .notApplicable(because: "the zone has no name server") }
        let reached = try view.select(hosts) { host throws(Unestablished) in
            try !view.addresses(of: host, .v6).isEmpty
        }
        switch reached.count {
        case 0:
            return .fail(
                level: "none",
                seen: "none of " + hosts.map(\.description).listed(),
                expected: "two or more"
            )
        case 1 where hosts.count > 1:
            return .fail(level: "one", seen: "only \(reached[0])", expected: "two or more")
        default: return .pass
        }
    }
}
