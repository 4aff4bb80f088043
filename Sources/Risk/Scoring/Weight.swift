// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// One failure, real or supposed, weighed by tables G-5 and I-2.
struct Weight {
    let initiation: Band
    /// After it was raised by one band where the failure is overdue.
    let adverseImpact: Band
    let likelihood: Band
    let impact: Band
    /// The band of a failure on its first day; acceptances are measured by it, so that waiting does not void them.
    let bandWhenNew: Band
    let band: Band
    /// Age over deadline, 0…1.
    let age: Double
    /// Whether the deadline has passed.
    let isOverdue: Bool
    /// Nil where the band when new has no deadline.
    let deadlineDays: Int?
    /// 0…1; nil for what staff attest, where nothing is reached over the network.
    let easeOfReach: Double?

    /// The value inside the band: `lo + (hi - lo) · u`, where u is the mean of breadth, age and ease of reach.
    ///
    /// - Parameter breadth: share of the endpoint's addresses that fail, 0…1.
    func value(breadth: Double) -> Double {
        let factors = [breadth, age] + (easeOfReach.map { [$0] } ?? [])
        let mean = factors.reduce(0, +) / Double(factors.count)
        let range = band.range
        return range.lowerBound + (range.upperBound - range.lowerBound) * mean
    }
}

/// The parts of the model that every weighing needs, at one instant.
struct Scale {
    let rule: LikelihoodRule
    let deadlines: Deadlines
    let now: Date

    /// - Parameters:
    ///   - start: when the failure began; nil where it is only supposed, which then is new.
    ///   - end: when it was mended, though not confirmed; nil where it goes on.
    func weight(
        initiation: Band,
        adverseImpact: Band,
        impact: Band,
        easeOfReach: Double?,
        failingSince start: Date?,
        until end: Date? = nil
    ) -> Weight {
        let likelihoodWhenNew = rule.likelihood(initiation: initiation, adverseImpact: adverseImpact)
        let bandWhenNew = AssessmentTables.risk(likelihood: likelihoodWhenNew, impact: impact)
        // The deadline is that of the band when new: raised once, never twice.
        let elapsed = start.map {
            deadlines.elapsedShare(age: min(now, end ?? now).timeIntervalSince($0), in: bandWhenNew)
        }
        let isOverdue = (elapsed ?? 0) > 1
        let adverseNow = isOverdue ? adverseImpact.raised(by: 1) : adverseImpact
        let likelihood = rule.likelihood(initiation: initiation, adverseImpact: adverseNow)
        return Weight(
            initiation: initiation,
            adverseImpact: adverseNow,
            likelihood: likelihood,
            impact: impact,
            bandWhenNew: bandWhenNew,
            band: AssessmentTables.risk(likelihood: likelihood, impact: impact),
            age: min(1, elapsed ?? 0),
            isOverdue: isOverdue,
            deadlineDays: deadlines.days[bandWhenNew],
            easeOfReach: easeOfReach
        )
    }
}
