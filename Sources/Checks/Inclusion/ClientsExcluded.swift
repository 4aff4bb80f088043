// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where part of the audience's clients cannot connect at all.
package struct ClientsExcluded: Check {
    package static let identity = CheckIdentity(
        id: "inclusion.clients-excluded",
        title: "Clients of the audience are excluded",
        measures:
            "Share of the simulated clients of the endpoint's service that cannot connect to some address, "
            + "0…1; client types, not people, and of trust stores only roots known to be missing.",
        scope: .endpoint,
        levels: ["some", "many"],
        references: ["Setiawan et al. 2024", "Budiana 2023", "W3C Ethical Web Principles"],
        remedy:
            "Offer an RSA beside an ECDSA certificate, keep AES128-GCM and P-256; where older clients "
            + "matter, give them a separate read-only host.",
        settings: ["Some", "Many"]
    )

    /// What became of one client on all addresses.
    package struct Outcome: Hashable, Sendable {
        package let client: String
        /// False where some address refuses it; nil where none is known to, and one is not known to accept.
        package let connects: Bool?
        /// Why it does not, or may not, connect.
        package let reason: String?

        package init(client: String, handshakes: [SimulatedHandshake]) {
            self.client = client
            let decisive =
                handshakes.first { $0.connects == false } ?? handshakes.first { $0.connects == nil }
            connects = decisive == nil ? true : decisive?.connects
            reason = decisive?.whyNot
        }
    }

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package let outcomes: [Outcome]
    }

    private let some: Double
    private let many: Double
    private let clients: ClientCatalogue

    package init(_ settings: CheckSettings) throws(SettingError) {
        some = try settings.fraction("Some", in: 0.001...1)
        many = try settings.fraction("Many", in: 0.001...1)
        clients = settings.clients
        guard some <= many else { throw SettingError(key: "Some", problem: "it is larger than Many") }
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let addresses = evidence.addresses(of: subject.name)
        let subjects = addresses.isEmpty ? [subject] : addresses
        let reasons = subjects.compactMap { evidence.reason(Question(Reachability.self), of: $0) }
        if let reason = reasons.foremost { throw reason }
        let profiles = subjects.map { ServerProfile(of: $0, in: evidence) }
        for profile in profiles {
            if let doubt = profile.suites.doubt, doubt.isDeliberate { throw doubt }
        }
        let service = evidence.endpoint(subject.name)?.service
        let handshakes = profiles.map { clients.handshakes(of: service, against: $0) }
        return Input(
            outcomes: clients.visitors(of: service).enumerated().map { position, client in
                Outcome(client: client.name, handshakes: handshakes.map { $0[position] })
            }
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        let excluded = input.outcomes.filter { $0.connects == false }.map(\.client)
        let undecided = input.outcomes.filter { $0.connects == nil }
        let count = input.outcomes.count
        guard count > 0 else { return .notApplicable(because: "no client of this service is listed") }
        let proven = level(excluded.count, of: count)
        if let reason = undecided.lazy.compactMap(\.reason).first, proven == nil,
            level(excluded.count + undecided.count, of: count) != nil
        {
            return .unknown(
                because: Unestablished(
                    phase: .reply,
                    reason: "\(undecided.count) clients undecided: \(reason)"
                )
            )
        }
        guard let proven else { return .pass }
        return .fail(
            level: proven,
            seen:
                "\(excluded.count) of \(count) simulated clients: \(excluded.listed(atMost: 12, separator: "; "))",
            expected: "less than \(Int((some * 100).rounded())) % of them"
        )
    }

    private func level(_ excluded: Int, of count: Int) -> String? {
        guard excluded > 0 else { return nil }
        let share = Double(excluded) / Double(count)
        return share >= many ? "many" : share >= some ? "some" : nil
    }
}
