// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A risk value with its interval on the scale 0…100, higher is worse (bins of `Band.range`).
package struct RiskEstimate: Hashable, Codable, Sendable {
    /// All unknowns taken as passes.
    package let low: Double
    /// What is known, and what is expected of the rest; `low ≤ point ≤ high`.
    package let point: Double
    /// All unknowns taken at the worst level their check declares.
    package let high: Double

    package init(low: Double, point: Double, high: Double) {
        self.low = low
        self.point = point
        self.high = high
    }

    package static let none = RiskEstimate(low: 0, point: 0, high: 0)

    package var band: Band { Band(value: point) }
    package var lowBand: Band { Band(value: low) }
    package var highBand: Band { Band(value: high) }
}

/// How much of what applies was established.
package struct Coverage: Hashable, Codable, Sendable {
    /// Verdicts that are pass or fail.
    package var established: Int
    /// Those and the unknown ones; not-applicable and not-tested verdicts are in neither number.
    package var applicable: Int

    package init(established: Int = 0, applicable: Int = 0) {
        self.established = established
        self.applicable = applicable
    }

    /// 0…1; nil where nothing applies, so that an empty scope never looks fully covered.
    package var ratio: Double? { applicable == 0 ? nil : Double(established) / Double(applicable) }
}

/// The risk of one scope: an endpoint, a mission, a category, the ministry.
package struct Assessment: Hashable, Codable, Sendable {
    /// Accepted findings counted.
    package let inherent: RiskEstimate
    /// Accepted findings left out while their acceptance is in force.
    package let residual: RiskEstimate
    package let coverage: Coverage
    /// The headline is then "insufficient evidence" instead of the band.
    package let evidenceIsInsufficient: Bool
    /// The open findings that set the band, worst first; at most five.
    package let drivers: [FindingKey]

    package init(
        inherent: RiskEstimate,
        residual: RiskEstimate,
        coverage: Coverage,
        evidenceIsInsufficient: Bool,
        drivers: [FindingKey]
    ) {
        self.inherent = inherent
        self.residual = residual
        self.coverage = coverage
        self.evidenceIsInsufficient = evidenceIsInsufficient
        self.drivers = drivers
    }
}

/// One finding weighed: how NIST SP 800-30r1 tables G-5 and I-2 were read for it.
package struct RiskItem: Hashable, Codable, Sendable {
    package let key: FindingKey
    /// Of the last measurement.
    package let verdict: Verdict
    /// The primary category's id.
    package let category: String
    /// Ids of the scenarios it bears on, `RC1` ….
    package let scenarios: [String]
    package let initiation: Band
    package let adverseImpact: Band
    package let likelihood: Band
    package let impact: Band
    /// The value inside the band; `point` is 0 for what is not open.
    package let estimate: RiskEstimate
    /// The acceptance in force that covers it; nil where none does.
    package let acceptance: String?
    package let firstFailed: Date?
    /// How long it may stay open, in days, by its band on the first day; nil where that has no deadline, and in
    /// postures of earlier versions.
    package let deadlineDays: Int?
    /// The upheld dispute by which it is held for a false positive; nil where none is.
    package let dispute: String?
    /// The failure that it counts as until it is confirmed that it was mended; nil for every other item.
    package let mended: Mended?
    /// Nil where it does not change too often.
    package let flapping: Flapping?

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
        self.key = key
        self.verdict = verdict
        self.category = category
        self.scenarios = scenarios
        self.initiation = initiation
        self.adverseImpact = adverseImpact
        self.likelihood = likelihood
        self.impact = impact
        self.estimate = estimate
        self.acceptance = acceptance
        self.firstFailed = firstFailed
        self.deadlineDays = deadlineDays
        self.dispute = dispute
        self.mended = mended
        self.flapping = flapping
    }

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

/// How one scenario of the papers stands.
package struct ScenarioStanding: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable {
        case measured, attested
        /// Checks or attestation items serve it, and none of them was established.
        case unestablished
        /// Nothing of this version measures it, and no attestation item serves it.
        case unmeasured
        case outOfScope = "out_of_scope"
    }

    package let id: String
    package let state: State
    package let estimate: RiskEstimate
    package let coverage: Coverage

    package init(id: String, state: State, estimate: RiskEstimate, coverage: Coverage) {
        self.id = id
        self.state = state
        self.estimate = estimate
        self.coverage = coverage
    }
}

/// One category with its scenarios.
package struct CategoryStanding: Hashable, Codable, Sendable {
    package let id: String
    package let assessment: Assessment
    package let scenarios: [ScenarioStanding]

    package init(id: String, assessment: Assessment, scenarios: [ScenarioStanding]) {
        self.id = id
        self.assessment = assessment
        self.scenarios = scenarios
    }
}

/// Which method a posture was computed by.
package struct ModelStamp: Hashable, Codable, Sendable {
    package let name: String
    package let version: String
    /// SHA-256 of the model file as read, lower-case hex.
    package let sha256: String
    /// `nist` for table G-5 as published, `min` for the smaller of its two inputs.
    package let likelihoodRule: String

    package init(name: String, version: String, sha256: String, likelihoodRule: String) {
        self.name = name
        self.version = version
        self.sha256 = sha256
        self.likelihoodRule = likelihoodRule
    }
}

/// The ministry's posture at one instant by one method: a pure function of its inputs.
package struct Posture: Hashable, Codable, Sendable {
    package let asOf: Date
    package let model: ModelStamp
    package let ministry: Assessment
    /// In the order of the model file, core categories first.
    package let categories: [CategoryStanding]
    /// By mission id.
    package let missions: [String: Assessment]
    /// By endpoint id.
    package let endpoints: [String: Assessment]
    /// Every finding weighed, sorted by key.
    package let items: [RiskItem]
    package let attestations: [AttestationStanding]
    package let acceptances: [AcceptanceStanding]
    package let disputes: [DisputeStanding]

    package init(
        asOf: Date,
        model: ModelStamp,
        ministry: Assessment,
        categories: [CategoryStanding],
        missions: [String: Assessment],
        endpoints: [String: Assessment],
        items: [RiskItem],
        attestations: [AttestationStanding],
        acceptances: [AcceptanceStanding],
        disputes: [DisputeStanding] = []
    ) {
        self.asOf = asOf
        self.model = model
        self.ministry = ministry
        self.categories = categories
        self.missions = missions
        self.endpoints = endpoints
        self.items = items
        self.attestations = attestations
        self.acceptances = acceptances
        self.disputes = disputes
    }
}
