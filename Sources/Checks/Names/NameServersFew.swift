// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where one fault takes all name servers of the domain away.
package struct NameServersFew: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.name-servers-few",
        title: "Too few name servers",
        measures:
            "Name servers of the zone, and the networks that their addresses lie in: IPv4 by 24 bits, IPv6 by 48.",
        scope: .domain,
        levels: ["one-network", "one"],
        references: ["RFC 1034 §4.1", "RFC 2182 §3.1"],
        remedy: "Have at least two name servers in networks that do not fail together."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let hosts = try view.nameServers()
        guard hosts.count > 1 else {
            return .fail(
                level: "one",
                seen: hosts.first.map { "only \($0)" } ?? "no name server",
                expected: "two or more"
            )
        }
        var networks: Set<[UInt8]> = []
        for host in hosts {
            for address in try view.addresses(of: host) {
                networks.insert(Array(address.bytes.prefix(address.family == .v4 ? 3 : 6)))
            }
        }
        let families = [3, 6].filter { width in networks.contains { $0.count == width } }
        // In one family two networks are enough: whoever speaks the other has a way of its own.
        guard !families.isEmpty,
            !families.contains(where: { width in networks.filter { $0.count == width }.count > 1 })
        else {
            return families.isEmpty
                ? .unknown(because: Unestablished(phase: .resolve, reason: "no name server has an address"))
                : .pass
        }
        return .fail(
            level: "one-network",
            seen: "all of " + hosts.map(\.description).listed() + " lie in one network",
            expected: "two or more networks"
        )
    }
}
