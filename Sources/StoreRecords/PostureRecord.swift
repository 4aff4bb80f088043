// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// The canonical record of the posture a cycle was closed with: all of it but the items.
///
/// What seldom changes, the standings of attestations, acceptances and disputes, is kept once under its SHA-256 and
/// named here by it (lower-case hex).
package struct PostureRecord: Codable {
    static let format = "chancery.posture/1"

    let format: String
    package let asOf: Date
    package let model: ModelStamp
    package let ministry: Assessment
    package let categories: [CategoryStanding]
    package let missions: [String: AssessmentRecord]
    package let endpoints: [String: AssessmentRecord]
    package let attestationsSHA256: String
    package let acceptancesSHA256: String
    /// Nil in records of earlier versions.
    package let disputesSHA256: String?
    /// Of the items, which are kept for the newest cycles alone; nil in records of earlier versions.
    package let itemsSHA256: String?
    /// Of what was open; nil in records of earlier versions.
    package let tallySHA256: String?

    /// `numbers` gives the number of a driver's finding, where it is tracked.
    package init(
        _ posture: Posture,
        attestationsSHA256: String,
        acceptancesSHA256: String,
        disputesSHA256: String,
        itemsSHA256: String,
        tallySHA256: String,
        numbers: [FindingKey: Int64]
    ) {
        format = Self.format
        asOf = posture.asOf
        model = posture.model
        ministry = posture.ministry
        categories = posture.categories
        missions = posture.missions.mapValues { AssessmentRecord($0, numbers: numbers) }
        endpoints = posture.endpoints.mapValues { AssessmentRecord($0, numbers: numbers) }
        self.attestationsSHA256 = attestationsSHA256
        self.acceptancesSHA256 = acceptancesSHA256
        self.disputesSHA256 = disputesSHA256
        self.itemsSHA256 = itemsSHA256
        self.tallySHA256 = tallySHA256
    }

    /// The numbers of all drivers that are kept as such.
    package var numbers: Set<Int64> {
        let drivers = [missions.values, endpoints.values].joined().flatMap(\.drivers)
        return Set(drivers.compactMap { if case .number(let number) = $0 { number } else { nil } })
    }
}

/// An assessment as a JSON array, because there is one a cycle for every endpoint:
/// `[inherent,residual,established,applicable,insufficient,drivers]`, an estimate being `[low,point,high]`.
package struct AssessmentRecord: Hashable {
    /// A finding by its number, or by its key where the store does not track it.
    enum Driver: Hashable {
        case number(Int64)
        case key(FindingKey)
    }

    let inherent: RiskEstimate
    let residual: RiskEstimate
    let coverage: Coverage
    let evidenceIsInsufficient: Bool
    let drivers: [Driver]

    init(_ assessment: Assessment, numbers: [FindingKey: Int64]) {
        inherent = assessment.inherent
        residual = assessment.residual
        coverage = assessment.coverage
        evidenceIsInsufficient = assessment.evidenceIsInsufficient
        drivers = assessment.drivers.map { key in numbers[key].map(Driver.number) ?? .key(key) }
    }

    /// The assessment again; nil where a number is not among `keys`.
    package func assessment(keys: [Int64: FindingKey]) -> Assessment? {
        let found = drivers.compactMap { driver in
            switch driver {
            case .number(let number): keys[number]
            case .key(let key): key
            }
        }
        guard found.count == drivers.count else { return nil }
        return Assessment(
            inherent: inherent,
            residual: residual,
            coverage: coverage,
            evidenceIsInsufficient: evidenceIsInsufficient,
            drivers: found
        )
    }
}

extension AssessmentRecord: Codable {
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        inherent = RiskEstimate(try list.decode(EstimateRecord.self))
        residual = RiskEstimate(try list.decode(EstimateRecord.self))
        coverage = Coverage(established: try list.decode(Int.self), applicable: try list.decode(Int.self))
        evidenceIsInsufficient = try list.decode(Bool.self)
        drivers = try list.decode([Driver].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(EstimateRecord(inherent))
        try list.encode(EstimateRecord(residual))
        try list.encode(coverage.established)
        try list.encode(coverage.applicable)
        try list.encode(evidenceIsInsufficient)
        try list.encode(drivers)
    }
}

extension AssessmentRecord.Driver: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int64.self) {
            self = .number(number)
        } else {
            self = .key(try value.decode(FindingKey.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .number(let number): try value.encode(number)
        case .key(let key): try value.encode(key)
        }
    }
}

/// An estimate as the array `[low,point,high]`, or `[point]` where the three are one.
struct EstimateRecord: Codable {
    let low: Double
    let point: Double
    let high: Double

    init(_ estimate: RiskEstimate) {
        low = estimate.low
        point = estimate.point
        high = estimate.high
    }

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        low = try list.decode(Double.self)
        point = list.isAtEnd ? low : try list.decode(Double.self)
        high = list.isAtEnd ? low : try list.decode(Double.self)
    }

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(low)
        guard point != low || high != low else { return }
        try list.encode(point)
        try list.encode(high)
    }
}

extension RiskEstimate {
    init(_ record: EstimateRecord) {
        self.init(low: record.low, point: record.point, high: record.high)
    }
}
