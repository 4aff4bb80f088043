// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where one private key serves several endpoints, so that they fall together.
package struct KeyShared: Check {
    package static let identity = CheckIdentity(
        id: "certificate.key-shared",
        title: "One key serves several endpoints",
        measures:
            "Endpoints whose certificates have the same public key, with their missions, which fall together; "
            + "several addresses of one endpoint count once.",
        scope: .ministry,
        levels: ["shared", "across-missions"],
        references: ["RFC 5280 §4.1.2.7", "NIST SP 800-57pt1r5 §5.2", "CVE-2016-0800"],
        remedy: "Give each endpoint a key of its own; at the least, keep web and mail apart (DROWN, ALPACA)."
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        /// Endpoint ids by SHA-256 of the public key.
        package let endpointsByKey: [String: Set<String>]
        /// The mission of each endpoint that has one.
        package let missions: [String: String]
        /// How many are listed.
        package let endpoints: Int
        /// Why the keys of some were not seen.
        package let doubt: Unestablished?
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let endpoints = evidence.estate.endpoints(under: subject)
        let chains = evidence.all(CertificateChain.self, under: subject)
            .filter { $0.fact.aspect != CertificateChain.withoutName }
        let leaves = chains.compactMap { seen in
            seen.fact.leaf.flatMap { leaf in
                seen.subject.endpointID.map { (key: leaf.spkiSHA256, endpoint: $0) }
            }
        }
        let seen = Set(leaves.map(\.endpoint))
        let unseen = endpoints.filter { !seen.contains($0.id) && !Self.hasNoTLS($0, in: evidence) }
        return Input(
            endpointsByKey: Dictionary(grouping: leaves, by: \.key).mapValues { Set($0.map(\.endpoint)) },
            missions: Dictionary(endpoints.compactMap { one in one.mission.map { (one.id, $0) } }) { $1 },
            endpoints: endpoints.count,
            doubt: unseen.first.map { Self.doubt($0, others: unseen.count - 1, in: evidence) }
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard input.endpoints > 1 else {
            return .notApplicable(because: "fewer than two endpoints are listed")
        }
        let shared = input.endpointsByKey.values.filter { $0.count > 1 }.map { $0.sorted() }
        guard shared.isEmpty else {
            let largestFirst = shared.sorted { ($1.count, $0.first ?? "") < ($0.count, $1.first ?? "") }
            let crosses = shared.contains { Set($0.map { input.missions[$0] }).count > 1 }
            return .fail(
                level: crosses ? "across-missions" : "shared",
                seen: Self.words(largestFirst, missions: input.missions),
                expected: "a key of its own for each endpoint"
            )
        }
        if let doubt = input.doubt { return .withheld(because: doubt) }
        return .pass
    }

    /// Whether every address says that it has no TLS, and so no key.
    static func hasNoTLS(_ endpoint: Endpoint, in evidence: any Evidence) -> Bool {
        let addresses = evidence.addresses(of: endpoint.id)
        return !addresses.isEmpty
            && addresses.allSatisfy { evidence.reason(Question(Reachability.self), of: $0)?.phase == .absent }
    }

    /// `one key on a.example (paris), b.example (jakarta); …`; keys of the same endpoints are said together.
    private static func words(_ groups: [[String]], missions: [String: String]) -> String {
        var places: [[String]] = []
        for group in groups where !places.contains(group) { places.append(group) }
        return places.map { place in
            let count = groups.count { $0 == place }
            let names = place.map { id in missions[id].map { "\(id) (\($0))" } ?? id }
            return "\(count == 1 ? "one key" : "\(count) keys") on \(names.listed())"
        }
        .listed(atMost: 4, separator: "; ")
    }

    private static func doubt(_ unseen: Endpoint, others: Int, in evidence: any Evidence) -> Unestablished {
        let subject = evidence.addresses(of: unseen.id).first ?? .endpoint(unseen.id)
        let question = Question(CertificateChain.self, CertificateChain.served)
        let reason = evidence.reason(question, of: subject)
        let more = others > 0 ? " and \(others) more" : ""
        return Unestablished(
            phase: reason?.phase ?? .reply,
            reason: "no certificate seen of \(unseen.id)\(more): \(reason?.reason ?? "the chain is empty")",
            attempts: reason?.attempts ?? 0
        )
    }
}
