// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where several endpoints use one Diffie-Hellman prime that is not a published one.
package struct DHPrimeShared: Check {
    package static let identity = CheckIdentity(
        id: "tls.dh-prime-shared",
        title: "Several endpoints share a Diffie-Hellman prime of their own",
        measures:
            "Endpoints with the same prime that no standard or product publishes; several addresses of one "
            + "endpoint count once.",
        scope: .ministry,
        levels: ["shared", "weak"],
        references: ["RFC 7919 §1", "CVE-2015-4000"],
        remedy: "Use ffdhe2048 or larger (RFC 7919), drop the DHE suites, or make a prime for each server."
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package struct Prime: Hashable, Sendable {
            package let bits: Int
            /// Endpoint ids, ascending, each with its mission where it has one.
            package let endpoints: [String]
        }

        /// Those that more than one endpoint uses.
        package let shared: [Prime]
        /// Whether any endpoint was seen to use a prime.
        package let isInUse: Bool
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let seen = evidence.all(FiniteFieldGroup.self, under: subject)
        let missions = Dictionary(
            evidence.estate.endpoints(under: subject).map { ($0.id, $0.mission) }
        ) { first, _ in first }
        let own = Dictionary(grouping: seen.filter { $0.fact.primeName == nil }, by: \.fact.primeSHA256)
        let shared = own.values.compactMap { group -> Input.Prime? in
            let endpoints = Set(group.compactMap(\.subject.endpointID)).sorted()
            guard endpoints.count > 1, let bits = group.first?.fact.bits else { return nil }
            return Input.Prime(
                bits: bits,
                endpoints: endpoints.map { id in (missions[id] ?? nil).map { "\(id) (\($0))" } ?? id }
            )
        }
        return Input(
            shared: shared.sorted { ($0.bits, $0.endpoints[0]) < ($1.bits, $1.endpoints[0]) },
            isInUse: !seen.isEmpty
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard let smallest = input.shared.first else {
            return input.isInUse ? .pass : .notApplicable(because: "no Diffie-Hellman prime was seen")
        }
        return .fail(
            level: smallest.bits < 2048 ? "weak" : "shared",
            seen: input.shared.map { "\($0.bits) bits: \($0.endpoints.listed())" }
                .listed(atMost: 4, separator: "; "),
            expected: "a standard group of 2048 bits or more, or a prime for each endpoint"
        )
    }
}
