// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a name server of the zone does not answer for it.
package struct NameServerLame: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.name-server-lame",
        title: "A name server does not serve the domain",
        measures: "Servers of the zone that answer without authority or refuse; who is silent is unknown.",
        scope: .domain,
        levels: ["lame", "all"],
        references: ["RFC 1912 §2.8"],
        remedy: "Give the zone to the server, or take the server out of the delegation."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let servers = try view.conducts()
        let lame = servers.seen.filter { $0.answer == .lame }.map {
            "\($0.host) at \($0.address): \($0.code ?? "lame")"
        }
        guard lame.isEmpty else {
            let isAll = lame.count == servers.seen.count && servers.gaps.isEmpty
            return .fail(
                level: isAll ? "all" : "lame",
                seen: lame.listed(),
                expected: "authoritative answers"
            )
        }
        return servers.gaps.foremost.map(Verdict.withheld) ?? .pass
    }
}
