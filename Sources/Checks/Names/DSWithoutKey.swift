// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where the parent vouches for keys that the zone does not have.
package struct DSWithoutKey: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.ds-without-key",
        title: "DS records have no key",
        measures: "DS records whose tag and algorithm no DNSKEY of the zone has.",
        scope: .domain,
        levels: ["some", "all"],
        references: ["RFC 4035 §5.2"],
        remedy: "Have the parent remove DS records of keys that are gone."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let zone = try view.zone()
        let signers = try view.data(zone, .ds).compactMap {
            if case .delegationSigner(let one) = $0 { one } else { nil }
        }
        guard !signers.isEmpty else {
            return .notApplicable(because: "the parent has no DS record of \(zone)")
        }
        let keys = try view.data(zone, .dnskey).compactMap { if case .key(let one) = $0 { one } else { nil } }
        let tags = Set(keys.map { "\($0.keyTag) \($0.algorithm)" })
        let orphans = Set(signers.map { "\($0.keyTag) \($0.algorithm)" }).subtracting(tags)
        guard !orphans.isEmpty else { return .pass }
        let isAll = !signers.contains { tags.contains("\($0.keyTag) \($0.algorithm)") }
        return .fail(
            level: isAll ? "all" : "some",
            seen: "DS without key: "
                + orphans.sorted().map { "tag and algorithm \($0)" }.joined(separator: ", "),
            expected: "a DNSKEY for each DS record"
        )
    }
}
