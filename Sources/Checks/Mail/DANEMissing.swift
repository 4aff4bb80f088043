// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where nothing in DNS says which certificates the mail servers have.
package struct DANEMissing: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dane-missing",
        title: "Mail servers have no TLSA records",
        measures: "TLSA records at _25._tcp of each MX host.",
        scope: .domain,
        levels: ["some", "all"],
        references: ["RFC 7672 §2.2", "RFC 6698"],
        remedy: "Publish TLSA records 3 1 1 for each MX host in a signed zone."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let hosts = try view.exchanges().map(\.host).filter { !$0.isRoot }
        guard !hosts.isEmpty else { return .notApplicable(because: "the domain has no mail server") }
        let without = try view.select(hosts) { host throws(Unestablished) in
            guard let name = host.prepending("_25", "_tcp") else { return false }
            return try view.set(name, .tlsa).outcome != .found
        }
        guard !without.isEmpty else { return .pass }
        return .fail(
            level: without.count == hosts.count ? "all" : "some",
            seen: "none for " + without.map(\.description).listed(),
            expected: "TLSA records for each MX host"
        )
    }
}
