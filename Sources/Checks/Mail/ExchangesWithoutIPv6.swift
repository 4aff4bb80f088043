// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where mail over IPv6 alone cannot reach the domain.
package struct ExchangesWithoutIPv6: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.exchanges-without-ipv6",
        title: "Mail servers have no IPv6",
        measures: "MX hosts with an IPv6 address.",
        scope: .domain,
        levels: ["some", "none"],
        references: ["RFC 6540 §2"],
        remedy: "Give each MX host an IPv6 address."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let hosts = try view.exchanges().map(\.host).filter { !$0.isRoot }
        guard !hosts.isEmpty else { return .notApplicable(because: "the domain has no mail server") }
        let without = try view.select(hosts) { host throws(Unestablished) in
            try view.addresses(of: host, .v6).isEmpty
        }
        guard !without.isEmpty else { return .pass }
        return .fail(
            level: without.count == hosts.count ? "none" : "some",
            seen: "no IPv6 address for " + without.map(\.description).listed(),
            expected: "an IPv6 address for each"
        )
    }
}
