// SPDX-License-Identifier: Apache-2.0
package import Model

/// How the overall likelihood follows from its two inputs.
package enum LikelihoodRule: String, Codable, Sendable, CaseIterable {
    /// Table G-5 as published. It can exceed the smaller input (very low × very high gives low).
    case nist
    /// The smaller of the two inputs, as a conjunction cannot be likelier than either of its parts.
    case min

    /// - Parameters:
    ///   - initiation: likelihood that the event is initiated or occurs (tables G-2, G-3).
    ///   - adverseImpact: likelihood that it has adverse impact once it is initiated (table G-4).
    package func likelihood(initiation: Band, adverseImpact: Band) -> Band {
        switch self {
        case .nist: AssessmentTables.overallLikelihood[initiation.rank][adverseImpact.rank]
        case .min: Swift.min(initiation, adverseImpact)
        }
    }
}

/// Look-up tables of NIST SP 800-30r1, verbatim; both are indexed by `Band.rank`, very low first.
package enum AssessmentTables {
    /// Table G-5: rows are the likelihood of initiation, columns that of adverse impact.
    package static let overallLikelihood: [[Band]] = [
        [.veryLow, .veryLow, .low, .low, .low],
        [.veryLow, .low, .low, .moderate, .moderate],
        [.low, .low, .moderate, .moderate, .high],
        [.low, .moderate, .moderate, .high, .veryHigh],
        [.low, .moderate, .high, .veryHigh, .veryHigh],
    ]

    /// Table I-2: rows are the overall likelihood, columns the level of impact.
    package static let levelOfRisk: [[Band]] = [
        [.veryLow, .veryLow, .veryLow, .low, .low],
        [.veryLow, .low, .low, .low, .moderate],
        [.veryLow, .low, .moderate, .moderate, .high],
        [.veryLow, .low, .moderate, .high, .veryHigh],
        [.veryLow, .low, .moderate, .high, .veryHigh],
    ]

    package static func risk(likelihood: Band, impact: Band) -> Band {
        levelOfRisk[likelihood.rank][impact.rank]
    }
}
