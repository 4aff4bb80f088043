// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where TLSA records do not fit the certificates, or nobody may rely on them.
package struct DANEBroken: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dane-broken",
        title: "TLSA records do not work",
        measures:
            "TLSA records of MX hosts and of the web hosts of the domain: whether DNSSEC proves them, their parameters, and whether one that counts fits the chain that the host serves, where it was measured; unless it is of DANE-EE the name must fit, too, and of PKIX the chain be trusted.",
        scope: .domain,
        levels: ["insecure", "unusable", "digest", "untrusted", "name", "mismatch"],
        references: ["RFC 7672 §3.1", "RFC 6698 §2", "RFC 7671 §5", "RFC 7671 §9"],
        remedy: "Publish the new TLSA record before the certificate changes, and take the old one away after."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let services = try view.associations()
        guard !services.isEmpty else { return .notApplicable(because: "there is no TLSA record") }
        var faults: [(level: String, seen: String)] = []
        var gap: Unestablished?
        for service in services {
            switch service.verdict(in: view) {
            case .success(let fault?): faults.append(fault)
            case .success(nil): continue
            case .failure(let reason): gap = gap ?? reason
            }
        }
        let order = Self.identity.levels
        guard
            let worst = faults.max(by: {
                (order.firstIndex(of: $0.level) ?? 0) < (order.firstIndex(of: $1.level) ?? 0)
            })
        else {
            return gap.map(Verdict.withheld) ?? .pass
        }
        return .fail(
            level: worst.level,
            seen: faults.map(\.seen).listed(separator: "; "),
            expected: "a record that fits, in a signed zone"
        )
    }
}
