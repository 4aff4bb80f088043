// SPDX-License-Identifier: Apache-2.0

/// One of the three security objectives of FIPS 199.
package enum Objective: String, Codable, Sendable, CaseIterable {
    case confidentiality, integrity, availability
}

/// The impact of losing each objective on one endpoint.
package struct Criticality: Hashable, Codable, Sendable {
    package var confidentiality: Band
    package var integrity: Band
    package var availability: Band

    package init(confidentiality: Band, integrity: Band, availability: Band) {
        self.confidentiality = confidentiality
        self.integrity = integrity
        self.availability = availability
    }

    package subscript(objective: Objective) -> Band {
        switch objective {
        case .confidentiality: confidentiality
        case .integrity: integrity
        case .availability: availability
        }
    }

    /// The worst of the objectives named, never their mean; very low where none is named.
    package func worst(of objectives: some Sequence<Objective>) -> Band {
        objectives.map { self[$0] }.max() ?? .veryLow
    }
}
