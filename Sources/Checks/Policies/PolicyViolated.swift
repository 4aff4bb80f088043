// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where an address does not conform to a policy that the operator selected.
package struct PolicyViolated: Check {
    package static let identity = CheckIdentity(
        id: "tls.policy-violated",
        title: "A selected TLS policy is not met",
        measures:
            "What each policy named in Policy= forbids and is offered, requires and is not, or wants phased "
            + "out. What a policy merely does not list is no violation.",
        scope: .address,
        levels: ["phase-out", "required-missing", "forbidden"],
        references: [
            "Mozilla Server Side TLS 6.0", "NIST SP 800-52r2", "BSI TR-02102-2 2025-01", "NCSC-NL 2025-05",
        ],
        remedy: "Configure the server as the policy says; 'chancery explain policy:ID' shows its rules.",
        settings: ["Policy"],
        clock: .deadlines
    )

    /// What the policies are held against.
    package struct Input: Hashable, Sendable {
        package let facts: PolicyFacts
    }

    private let policies: [Policy]

    package init(_ settings: CheckSettings) throws(SettingError) {
        policies = try settings.policies("Policy")
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        _ = try evidence.one(Reachability.self, of: subject)
        return Input(facts: PolicyFacts(of: subject, in: evidence))
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard !policies.isEmpty else { return .notApplicable(because: "no policy is selected") }
        let day = CalendarDay(now)
        let verdicts = policies.map { $0.verdict(on: input.facts, day: day) }
        let remarks = verdicts.flatMap { verdict in
            (verdict.violations + verdict.phaseOuts).map { (verdict: verdict, remark: $0) }
        }
        for (level, name) in [
            (PolicyLevel.forbidden, "forbidden"), (.required, "required-missing"), (.phaseOut, "phase-out"),
        ] {
            let found = remarks.filter { $0.remark.level == level }
            guard !found.isEmpty else { continue }
            return .fail(
                level: name,
                seen: Self.words(found) { $0.seenInBrief },
                expected: Self.words(found) { $0.wanted }
            )
        }
        let missing = verdicts.flatMap(\.missing).map(\.reason)
        return missing.foremost.map { .withheld(because: $0) } ?? .pass
    }

    /// `mozilla-6.0-intermediate: …; …`, one policy after the other.
    private static func words(
        _ found: [(verdict: PolicyVerdict, remark: PolicyRemark)],
        _ part: (PolicyRemark) -> String
    ) -> String {
        var order: [String] = []
        for item in found where !order.contains(item.verdict.policy) { order.append(item.verdict.policy) }
        return order.map { policy in
            let parts = found.filter { $0.verdict.policy == policy }.map { part($0.remark) }
            return "\(policy): \(parts.listed(atMost: 4, separator: "; "))"
        }.joined(separator: "; ")
    }
}

extension CheckSettings {
    /// Policies by their ids, separated by commas; `none` for none.
    package func policies(_ key: String) throws(SettingError) -> [Policy] {
        let text = try text(key)
        guard text != "none" else { return [] }
        var chosen: [Policy] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let id = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            guard let policy = policies.first(where: { $0.id == String(id) }) else {
                let known = policies.map(\.id).joined(separator: ", ")
                throw SettingError(
                    key: key,
                    problem: "there is no policy '\(String(id))'; there is none, \(known)"
                )
            }
            chosen.append(policy)
        }
        return chosen
    }
}
