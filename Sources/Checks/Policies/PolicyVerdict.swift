// SPDX-License-Identifier: Apache-2.0
package import Model

/// Something that a policy has to say about an address.
package struct PolicyRemark: Hashable, Sendable {
    /// The rule's id in its policy.
    package let rule: String
    /// The level at stake.
    package let level: PolicyLevel
    /// Everything that was seen of it.
    package let seen: String
    /// The first few of it, and how many more there are.
    package let seenInBrief: String
    package let wanted: String
    /// Where the source says so.
    package let clause: String

    /// `seenInBrief`: `seen` where it is nil.
    package init(
        rule: String,
        level: PolicyLevel,
        seen: String,
        seenInBrief: String? = nil,
        wanted: String,
        clause: String
    ) {
        self.rule = rule
        self.level = level
        self.seen = seen
        self.seenInBrief = seenInBrief ?? seen
        self.wanted = wanted
        self.clause = clause
    }
}

/// What one policy says of one address or endpoint as of one day.
package struct PolicyVerdict: Hashable, Sendable {
    /// The policy's id.
    package let policy: String
    package let name: String
    package let edition: String
    package let day: CalendarDay
    /// What is forbidden and there, or required and not.
    package var violations: [PolicyRemark] = []
    /// What is still tolerated and to be removed.
    package var phaseOuts: [PolicyRemark] = []
    /// What is recommended and not there.
    package var advice: [PolicyRemark] = []
    /// What the policy does not speak of.
    package var unlisted: [PolicyRemark] = []
    /// What has to be known and is not, by rule.
    package var missing: [Gap] = []

    /// A rule that could not be judged.
    package struct Gap: Hashable, Sendable {
        package let rule: String
        package let reason: Unestablished

        package init(rule: String, reason: Unestablished) {
            self.rule = rule
            self.reason = reason
        }
    }

    package init(_ policy: Policy, on day: CalendarDay) {
        self.policy = policy.id
        name = policy.name
        edition = policy.edition
        self.day = day
    }

    /// False where something is violated; nil where nothing is, and something that has to be known is not.
    package var conforms: Bool? {
        guard violations.isEmpty else { return false }
        return missing.isEmpty ? true : nil
    }

    /// What somebody meets who may land on any of the addresses: one violation is one too many, and what one
    /// address leaves open is open.
    package static func worst(of verdicts: [(address: String, verdict: PolicyVerdict)]) -> PolicyVerdict? {
        guard var worst = verdicts.first?.verdict else { return nil }
        func union(_ remarks: KeyPath<PolicyVerdict, [PolicyRemark]>) -> [PolicyRemark] {
            var all: [PolicyRemark] = []
            for remark in verdicts.flatMap({ $0.verdict[keyPath: remarks] }) where !all.contains(remark) {
                all.append(remark)
            }
            return all.map { remark in
                let places = verdicts.filter { $0.verdict[keyPath: remarks].contains(remark) }.map(\.address)
                return places.count == verdicts.count ? remark : remark.seen(at: places)
            }
        }
        worst.violations = union(\.violations)
        worst.phaseOuts = union(\.phaseOuts)
        worst.advice = union(\.advice)
        worst.unlisted = union(\.unlisted)
        worst.missing = verdicts.reduce(into: []) { all, next in
            all += next.verdict.missing.filter { gap in !all.contains { $0.rule == gap.rule } }
        }
        return worst
    }
}

extension PolicyRemark {
    /// The same remark with the addresses said before what was seen.
    fileprivate func seen(at places: [String]) -> PolicyRemark {
        let places = places.joined(separator: ", ")
        return PolicyRemark(
            rule: rule,
            level: level,
            seen: "\(places): \(seen)",
            seenInBrief: "\(places): \(seenInBrief)",
            wanted: wanted,
            clause: clause
        )
    }
}
