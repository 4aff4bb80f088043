// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a name server gives the whole zone to anybody.
package struct ZoneTransferOpen: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.zone-transfer-open",
        title: "The whole zone is given away",
        measures:
            "Servers that answer a request for the zone (AXFR); asked only where AllowTransfer= of the domain allows it.",
        scope: .domain,
        levels: ["open"],
        references: ["RFC 5936 §5"],
        remedy: "Allow transfers to the secondary servers only, with a TSIG key."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        guard view.listed?.allowsTransfer == true else {
            return .notTested(because: "AllowTransfer= does not allow it")
        }
        let (seen, gaps) = try view.perServer(ZoneTransfer.self)
        let open = seen.filter(\.isOpen).map { "\($0.host) at \($0.address)" }
        guard open.isEmpty else { return .fail(level: "open", seen: open.listed(), expected: "a refusal") }
        return gaps.foremost.map(Verdict.withheld) ?? .pass
    }
}
