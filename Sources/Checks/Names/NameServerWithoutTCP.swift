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
        measures: "Servers that answer over UDP but refuse connections; silence over either is unknown.",
        scope: .domain,
        levels: ["refused"],
        references: ["RFC 7766 §5", "RFC 9210"],
        remedy: "Let port 53 over TCP through to the name server."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let (seen, gaps) = try view.perServer(NameServerStream.self)
        // What refuses TCP and is silent over UDP may be a firewall, so it is not held against the server.
        let heard = Set(try view.conducts().seen.map(\.aspect))
        let mute = seen.filter { !$0.answers && !heard.contains($0.aspect) }.map {
            Unestablished(
                phase: .reply,
                reason: "\($0.host) at \($0.address) answered neither over UDP nor over TCP",
                attempts: 1
            )
        }
        let refusing = seen.filter { !$0.answers && heard.contains($0.aspect) }
            .map { "\($0.host) at \($0.address)" }
        guard refusing.isEmpty else {
            return .fail(level: "refused", seen: refusing.listed(), expected: "answers over TCP, too")
        }
        return (gaps + mute).foremost.map(Verdict.withheld) ?? .pass
    }
}
