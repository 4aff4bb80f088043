// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where no relay of the domain is to be had at the port that strict networks let through.
package struct ConferenceWithoutFallback: DomainCheck {
    package static let identity = CheckIdentity(
        id: "conference.no-fallback",
        title: "No relay at port 443",
        measures:
            "Listed relays (turns) of the domain, and its SRV records at _turns._tcp: whether one is at port 443.",
        scope: .domain,
        levels: ["absent"],
        references: ["RFC 8656 §3.1", "RFC 5928 §4"],
        remedy:
            "Offer TURN over TLS at port 443 on an address of its own, and publish it at _turns._tcp, so that people "
            + "behind strict networks can take part."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    private static let port: UInt16 = 443

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let relays = view.evidence.estate.endpoints(under: view.subject).filter { $0.service == .turns }
        guard !relays.isEmpty else { return .notApplicable(because: "no relay of the domain is listed") }
        if relays.contains(where: { $0.port == Self.port }) { return .pass }
        guard let name = view.domain.prepending("_turns", "_tcp") else {
            return .notApplicable(because: "the name is too long")
        }
        let places = try view.data(name, .srv).compactMap { data -> ServiceLocation? in
            // A target of the root says that there is no such service (RFC 2782).
            if case .service(let place) = data, !place.target.isRoot { place } else { nil }
        }
        guard !places.contains(where: { $0.port == Self.port }) else { return .pass }
        let ports = Set(relays.map(\.port) + places.map(\.port)).sorted().map { "\($0)" }
        return .fail(
            level: "absent",
            seen: "relays at port " + ports.listed(),
            expected: "a relay at port \(Self.port), too"
        )
    }
}
