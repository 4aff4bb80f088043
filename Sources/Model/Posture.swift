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
