// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where most endpoints, name servers or mail hosts lie with one organisation, on which all then depends.
package struct NetworksConcentrated: Check {
    package static let identity = CheckIdentity(
        id: "names.networks-concentrated",
        title: "The estate lies with few network operators",
        measures:
            "Herfindahl-Hirschman index (0…1) of who announces the addresses of endpoints, name servers and mail "
            + "hosts, each kind by itself, by the operator's file: PrefixTable=.",
        scope: .ministry,
        levels: ["concentrated", "single"],
        references: ["NIST SP 800-53r5 SR-3", "Directive (EU) 2022/2555 Article 21(2)(d)"],
        remedy:
            "Spread what must not fall together over operators in jurisdictions of your choice, or accept it by name.",
        settings: ["Concentrated", "Least"]
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        let kinds: [NetworkShares]
        /// Why some networks are not known.
        let doubt: Unestablished?
    }

    private let concentrated: Double
    /// Of a kind; fewer are concentrated by nature.
    private let least: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        concentrated = try settings.fraction("Concentrated", in: 0.1...1)
        least = try settings.integer("Least", in: 2...1000)
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let networks = EstateNetworks(of: subject, in: evidence)
        guard networks.wasAsked else {
            throw Unestablished(phase: .notMeasured, reason: "PrefixTable= names no file")
        }
        return Input(kinds: networks.kinds, doubt: networks.doubt)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        let kinds = input.kinds.filter { $0.things >= least }
        guard !kinds.isEmpty else {
            return .notApplicable(
                because: "fewer than \(least) endpoints, name servers or mail hosts are known"
            )
        }
        let bad = kinds.filter { $0.leastIndex >= concentrated }
        guard bad.isEmpty else {
            return .fail(
                level: bad.contains(where: \.isSingle) ? "single" : "concentrated",
                seen: bad.map(\.words).joined(separator: "; "),
                expected: "an index below \(concentrated)"
            )
        }
        // Those that are not known may all lie with the greatest.
        guard let open = kinds.first(where: { $0.mostIndex >= concentrated }) else { return .pass }
        let reason =
            input.doubt ?? Unestablished(phase: .vantage, reason: "the table of prefixes has not all")
        return .unknown(
            because: Unestablished(
                phase: reason.phase,
                reason: "\(open.words): \(reason.reason)",
                attempts: reason.attempts
            )
        )
    }
}
