// SPDX-License-Identifier: Apache-2.0

/// The five qualitative values of NIST SP 800-30r1 with their semi-quantitative bins (tables G-2…I-3).
package enum Band: String, Codable, Sendable, CaseIterable {
    case veryLow = "very low"
    case low, moderate, high
    case veryHigh = "very high"

    /// 0 for very low … 4 for very high.
    package var rank: Int {
        switch self {
        case .veryLow: 0
        case .low: 1
        case .moderate: 2
        case .high: 3
        case .veryHigh: 4
        }
    }

    /// The bin of the band on the scale 0…100, higher is worse: 0–4, 5–20, 21–79, 80–95, 96–100.
    package var range: ClosedRange<Double> {
        switch self {
        case .veryLow: 0...4
        case .low: 5...20
        case .moderate: 21...79
        case .high: 80...95
        case .veryHigh: 96...100
        }
    }

    package init(rank: Int) {
        self = Band.allCases[max(0, min(rank, 4))]
    }

    /// The band whose bin a value lies in; values between two bins belong to the lower one.
    package init(value: Double) {
        self = Band.allCases.last { value >= $0.range.lowerBound } ?? .veryLow
    }

    /// The band `steps` higher (or lower, where negative), staying inside the scale.
    package func raised(by steps: Int) -> Band { Band(rank: rank + steps) }
}

extension Band: Comparable, CustomStringConvertible {
    package static func < (left: Band, right: Band) -> Bool { left.rank < right.rank }

    package var description: String { rawValue }
}
