// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where the signatures over the zone are about to end and were not made anew.
package struct DNSSECEndsSoon: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.dnssec-ends-soon",
        title: "Signatures of the domain end soon",
        measures:
            "Time until the last signature over keys and start of authority ends, in days; with signers that sign for a few days only, a quarter of that time counts instead.",
        scope: .domain,
        levels: ["soon", "expired"],
        references: ["RFC 6781 §4.4.2"],
        remedy: "See to it that the signer runs, and that what it signs is published.",
        settings: ["Days"],
        clock: .continual
    )

    /// Signatures that end within this many days end soon.
    let days: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        days = try settings.integer("Days", in: 1...30)
    }

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let zone = try view.zone()
        guard try view.security().state != .insecure else {
            return .notApplicable(because: "the domain is not signed")
        }
        let signatures = try view.evidence.one(ZoneSignatures.self, of: view.subject).fact.signatures
        let newest = Dictionary(grouping: signatures, by: \.covered).values.compactMap { group in
            group.max { $0.expiration < $1.expiration }
        }
        guard let first = newest.min(by: { $0.expiration < $1.expiration }) else {
            return .unknown(because: Unestablished(phase: .reply, reason: "no signature of \(zone) was seen"))
        }
        let left = first.expiration.timeIntervalSince(now)
        let life = first.expiration.timeIntervalSince(first.inception)
        let seen = "the signature over \(first.covered) ends on \(CalendarDay(first.expiration))"
        guard left > 0 else {
            return .fail(level: "expired", seen: seen, expected: "signatures that are valid")
        }
        guard left < min(Double(days) * 86_400, life / 4) else { return .pass }
        return .fail(level: "soon", seen: seen, expected: "signatures that are made anew in time")
    }
}
