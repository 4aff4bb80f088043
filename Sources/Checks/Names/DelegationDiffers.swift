// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where the parent zone names other servers than the zone itself.
package struct DelegationDiffers: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.delegation-differs",
        title: "Parent and zone name different servers",
        measures: "The servers that a server of the parent names, against those that the zone names.",
        scope: .domain,
        levels: ["differ"],
        references: ["RFC 1034 §4.2.2"],
        remedy: "Have the parent name the servers that the zone names."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let own = Set(try view.nameServers().map(\.description))
        let delegation = try view.evidence.one(Delegation.self, of: view.subject).fact
        let parent = Set(delegation.servers)
        guard own != parent else { return .pass }
        let extra = parent.subtracting(own).sorted()
        let missing = own.subtracting(parent).sorted()
        let words = [
            extra.isEmpty ? nil : "only at \(delegation.parent): " + extra.listed(),
            missing.isEmpty ? nil : "only in the zone: " + missing.listed(),
        ]
        return .fail(
            level: "differ",
            seen: words.compactMap(\.self).joined(separator: "; "),
            expected: "the same servers at both"
        )
    }
}
