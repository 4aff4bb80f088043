// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Model

/// A posture in which verdicts can be exchanged for those that a change would bring.
///
/// What staff decided stays as it is: acceptances and disputes count as on the day, and what is expected of unknowns rests
/// on the findings as they were.
package struct ExchangeBoard {
    /// The residual risk where some categories are left out.
    package struct Standing: Hashable, Sendable {
        package let endpoint: RiskEstimate
        /// The worst category.
        package let ministry: RiskEstimate
    }

    private var sandbox: Sandbox

    package init(_ weighed: WeighedEstate) { sandbox = Sandbox(weighed.computation) }

    /// The risk of an endpoint and of the ministry with other verdicts in the place of some.
    ///
    /// - Parameter categories: by id, those that do not count.
    package mutating func standing(
        of endpoint: String,
        exchanging verdicts: [FindingKey: Verdict] = [:],
        leavingOut categories: Set<String> = []
    ) -> Standing {
        sandbox.standing(of: endpoint, exchanging: verdicts, leavingOut: categories)
    }
}

extension Sandbox {
    fileprivate mutating func standing(
        of endpoint: String,
        exchanging verdicts: [FindingKey: Verdict],
        leavingOut categories: Set<String>
    ) -> ExchangeBoard.Standing {
        let touched = weighed(exchanging: verdicts)
        var sum = RiskSum()
        for number in places[endpoint] ?? [] where !categories.contains(groups[number].category) {
            sum.add((touched[number] ?? groups[number]).residual)
        }
        let byCategory = Dictionary(grouping: touched.keys) { groups[$0].category }
        let estimates = self.categories.filter { !categories.contains($0.key) }.map { id, scope in
            let numbers = byCategory[id] ?? []
            guard !numbers.isEmpty else { return scope.estimate }
            let replaced = Dictionary(
                uniqueKeysWithValues: numbers.compactMap { n in touched[n].map { (n, $0) } }
            )
            return scope.replacing(replaced, of: groups).estimate
        }
        return ExchangeBoard.Standing(endpoint: sum.estimate, ministry: .worst(estimates))
    }

    private mutating func weighed(exchanging verdicts: [FindingKey: Verdict]) -> [Int: WeighedGroup] {
        defer { forget() }
        var touched: [Int: WeighedGroup] = [:]
        for number in Set(verdicts.keys.compactMap { position[$0] }) {
            guard case .check(let rule, let members, let likelihood) = computation.origins[number] else {
                continue
            }
            let exchanged = members.map { member in
                guard let verdict = verdicts[member.key] else { return member }
                let tracked = member.tracked.changed(to: verdict, at: computation.now)
                return PlacedFinding(tracked: tracked, place: member.place)
            }
            touched[number] = computation.weighed(
                .check(rule, exchanged, likelihoodOfFailure: likelihood)
            )
        }
        return touched
    }
}

extension TrackedFinding {
    /// The same finding with another verdict from now on; a failure that stays one is as old as it was.
    fileprivate func changed(to verdict: Verdict, at now: Date) -> TrackedFinding {
        let wasFailing = finding.verdict.state == .fail || mended != nil
        let isFailing = verdict.state == .fail
        return TrackedFinding(
            number: number,
            finding: Finding(check: finding.check, subject: finding.subject, verdict: verdict),
            since: wasFailing && isFailing ? since : now,
            firstFailed: isFailing && !wasFailing ? now : firstFailed,
            lastSeen: now,
            reopened: reopened
        )
    }
}
