// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a name server refuses questions over TCP, without which long answers get lost.
package struct NameServerWithoutTCP: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.name-server-without-tcp",
        title: "A name server does not answer over TCP",
        measures: "Servers of the zone that refuse connections on their port; who is silent is unknown.",
        scope: .domain,
        levels: ["refused"],
        references: ["RFC 7766 §5", "RFC 9210"],
        remedy: "Let port 53 over TCP through to the name server."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let (seen, gaps) = try view.perServer(NameServerStream.self)
        let refusing = seen.filter { !$0.answers }.map { "\($0.host) at \($0.address)" }
        guard refusing.isEmpty else {
            return .fail(level: "refused", seen: refusing.listed(), expected: "answers over TCP, too")
        }
        return gaps.foremost.map(Verdict.withheld) ?? .pass
    }
}
