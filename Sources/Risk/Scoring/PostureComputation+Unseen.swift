// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

extension PostureComputation {
    /// Clean once and not seen again: it may be gone, and nobody knows how bad it is where it is not.
    ///
    /// So it is an unknown as well, whoever bears the failure that was, but for what follows from decisions.
    mutating func unseen(
        _ values: RiskEstimate,
        _ member: PlacedFinding,
        by rule: CheckRule,
        _ here: VerdictCount,
        into group: inout WeighedGroup
    ) -> RiskEstimate {
        ledger.cannotSee(member.key, at: member.place)
        let weight = supposed(member, by: rule)
        let start = member.tracked.firstFailed
        noteOverdue(member.key, weight, at: member.place, since: start, isSeen: false)
        let high = max(values.high, weight.value(breadth: here.breadthAtWorst))
        let bearer = bearer(ofUnseen: member, by: rule, weight)
        group.addUnknown(expected: 0, high: high, isAccepted: bearer != nil)
        return RiskEstimate(low: 0, point: values.point, high: high)
    }

    /// Nil for what is measured: nobody can bear what nobody has seen.
    private mutating func bearer(ofUnseen member: PlacedFinding, by rule: CheckRule, _ weight: Weight)
        -> String?
    {
        guard rule.followsFromDecisions, rule.gravest != nil else { return nil }
        return ledger.bearer(ofOpen: member.key, at: member.place, worst: weight.bandWhenNew)
    }

    /// An unknown is supposed to fail at the gravest level, since the day it first failed where it ever did: so no
    /// failure can be worse than the unknown that takes its place.
    private func supposed(_ member: PlacedFinding, by rule: CheckRule) -> Weight {
        scale.weight(
            initiation: rule.initiation,
            adverseImpact: rule.gravest ?? .veryLow,
            impact: member.place.criticality.worst(of: rule.affects),
            easeOfReach: rule.easeOfReach,
            failingSince: rule.ages ? member.tracked.firstFailed : nil
        )
    }

    mutating func weighUnknown(
        _ member: PlacedFinding,
        by rule: CheckRule,
        _ here: VerdictCount,
        _ likelihoodOfFailure: Double,
        into group: inout WeighedGroup
    ) {
        let weight = supposed(member, by: rule)
        let start = member.tracked.firstFailed
        noteOverdue(member.key, weight, at: member.place, since: start, isSeen: false)
        let high = rule.gravest == nil ? 0 : weight.value(breadth: here.breadthAtWorst)
        let bearer = bearer(ofUnseen: member, by: rule, weight)
        group.addUnknown(expected: likelihoodOfFailure * high, high: high, isAccepted: bearer != nil)
        record(
            member.key,
            member.verdict,
            in: group,
            weight: weight,
            estimate: RiskEstimate(low: 0, point: 0, high: high),
            acceptance: bearer,
            firstFailed: member.tracked.firstFailed,
            tracked: member.tracked
        )
    }
}
