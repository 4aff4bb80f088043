// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where name servers have different versions of the zone.
package struct SerialsDiffer: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.serials-differ",
        title: "Name servers have different versions of the zone",
        measures: "Serial numbers in the start of authority that each server gives.",
        scope: .domain,
        levels: ["differ"],
        references: ["RFC 1034 §4.3.5", "RFC 1912 §2.2"],
        remedy: "See to it that every server takes the zone over; a change just made needs some minutes."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let servers = try view.conducts()
        let serials = servers.seen.compactMap { one in one.serial.map { (one, $0) } }
        let groups = Dictionary(grouping: serials, by: \.1)
        guard groups.count > 1 else {
            if let gap = servers.gaps.foremost { return .withheld(because: gap) }
            return serials.isEmpty ? .notApplicable(because: "no server answered with authority") : .pass
        }
        let words = groups.sorted { $0.key < $1.key }.map { serial, group in
            "\(serial) at " + group.map { "\($0.0.host) (\($0.0.address))" }.sorted().listed(atMost: 3)
        }
        return .fail(level: "differ", seen: words.listed(separator: "; "), expected: "one serial number")
    }
}
