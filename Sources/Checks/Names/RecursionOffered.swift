// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a name server of the zone offers to ask others for anybody.
package struct RecursionOffered: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.recursion-offered",
        title: "A name server offers recursion",
        measures: "Servers of the zone whose answers say that recursion is available.",
        scope: .domain,
        levels: ["offered"],
        references: ["RFC 5358 §3", "BCP 140"],
        remedy: "Turn recursion off on servers that serve zones, or allow it to your own networks only."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let servers = try view.conducts()
        let open = servers.seen.filter(\.offersRecursion).map { "\($0.host) at \($0.address)" }
        guard open.isEmpty else {
            return .fail(level: "offered", seen: open.listed(), expected: "no recursion for strangers")
        }
        return servers.gaps.foremost.map(Verdict.withheld) ?? .pass
    }
}
