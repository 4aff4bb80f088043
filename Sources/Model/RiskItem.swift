// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// One finding weighed: how NIST SP 800-30r1 tables G-5 and I-2 were read for it.
///
/// Kept once in memory, however many collections hold it.
package struct RiskItem: Hashable, Codable, Sendable {
    private struct Values: Hashable, Codable, Sendable {
        let key: FindingKey
        let verdict: Verdict
        let category: String
        let scenarios: [String]
        let initiation: Band
        let adverseImpact: Band
        let likelihood: Band
        let impact: Band
        let estimate: RiskEstimate
        let acceptance: String?
        let firstFailed: Date?
        let deadlineDays: Int?
        let dispute: String?
        /// Few have one.
        let mended: Shared<Mended>?
        let flapping: Flapping?
    }

    private let shared: Shared<Values>

    package var key: FindingKey { shared.value.key }
    /// Of the last measurement.
    package var verdict: Verdict { shared.value.verdict }
    /// The primary category's id.
    package var category: String { shared.value.category }
    /// Ids of the scenarios it bears on, `RC1` ….
    package var scenarios: [String] { shared.value.scenarios }
    package var initiation: Band { shared.value.initiation }
    package var adverseImpact: Band { shared.value.adverseImpact }
    package var likelihood: Band { shared.value.likelihood }
    package var impact: Band { shared.value.impact }
    /// The value inside the band; `point` is 0 for what is not open.
    package var estimate: RiskEstimate { shared.value.estimate }
    /// The acceptance in force that covers it; nil where none does.
    package var acceptance: String? { shared.value.acceptance }
    package var firstFailed: Date? { shared.value.firstFailed }
    /// How long it may stay open, in days, by its band on the first day; nil where that has no deadline, and in
    /// postures of earlier versions.
    package var deadlineDays: Int? { shared.value.deadlineDays }
    /// The upheld dispute by which it is held for a false positive; nil where none is.
    package var dispute: String? { shared.value.dispute }
    /// The failure that it counts as until it is confirmed that it was mended; nil for every other item.
    package var mended: Mended? { shared.value.mended?.value }
    /// Nil where it does not change too often.
    package var flapping: Flapping? { shared.value.flapping }

    package init(
        key: FindingKey,
        verdict: Verdict,
        category: String,
        scenarios: [String],
        initiation: Band,
        adverseImpact: Band,
        likelihood: Band,
        impact: Band,
        estimate: RiskEstimate,
        acceptance: String?,
        firstFailed: Date?,
        deadlineDays: Int? = nil,
        dispute: String? = nil,
        mended: Mended? = nil,
        flapping: Flapping? = nil
    ) {
        shared = Shared(
            Values(
                key: key,
                verdict: verdict,
                category: category,
                scenarios: scenarios,
                initiation: initiation,
                adverseImpact: adverseImpact,
                likelihood: likelihood,
                impact: impact,
                estimate: estimate,
                acceptance: acceptance,
                firstFailed: firstFailed,
                deadlineDays: deadlineDays,
                dispute: dispute,
                mended: mended.map(Shared.init),
                flapping: flapping
            )
        )
    }

    package init(from decoder: any Decoder) throws { shared = Shared(try Values(from: decoder)) }

    package func encode(to encoder: any Encoder) throws { try shared.value.encode(to: encoder) }

    /// Whether it counts as a failure: it fails, or it is not confirmed that it was mended.
    package var isOpen: Bool { verdict.state == .fail || mended != nil }

    /// Whether a failure is left out of the residual risk.
    package var isBorne: Bool { acceptance != nil || dispute != nil }

    package var band: Band { estimate.band }

    /// The last day on which it may be open; nil where it has no deadline.
    package var due: CalendarDay? {
        guard let firstFailed, let deadlineDays else { return nil }
        return CalendarDay(firstFailed).adding(days: deadlineDays)
    }

    /// Whether that day had passed, on a day, before it was mended.
    package func isOverdue(on today: CalendarDay) -> Bool {
        guard let due else { return false }
        return due < (mended.map { min(today, CalendarDay($0.clean)) } ?? today)
    }
}
