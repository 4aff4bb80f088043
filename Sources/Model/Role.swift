// SPDX-License-Identifier: Apache-2.0

/// What an endpoint is for; gives the criticality where the operator states none.
package enum Role: String, Codable, Sendable, CaseIterable {
    case publicWebsite = "public-website"
    case consularPortal = "consular-portal"
    case statementHost = "statement-host"
    case mail, conference
    case fileExchange = "file-exchange"
    case api
    case dataPortal = "data-portal"
    case vpn, directory, other

    /// The criticality that comes with the role (documented in Config/endpoints.d).
    package var defaultCriticality: Criticality {
        switch self {
        case .publicWebsite, .dataPortal:
            Criticality(confidentiality: .low, integrity: .high, availability: .moderate)
        case .consularPortal:
            Criticality(confidentiality: .high, integrity: .high, availability: .high)
        case .statementHost:
            Criticality(confidentiality: .low, integrity: .veryHigh, availability: .high)
        case .mail, .conference:
            Criticality(confidentiality: .veryHigh, integrity: .high, availability: .high)
        case .fileExchange, .vpn:
            Criticality(confidentiality: .veryHigh, integrity: .high, availability: .moderate)
        case .directory:
            Criticality(confidentiality: .high, integrity: .high, availability: .moderate)
        case .api:
            Criticality(confidentiality: .moderate, integrity: .high, availability: .moderate)
        case .other:
            Criticality(confidentiality: .moderate, integrity: .moderate, availability: .moderate)
        }
    }

    /// Whether the ministry's conduct of affairs hangs on it.
    package var isCrownJewel: Bool {
        switch self {
        case .consularPortal, .statementHost, .mail, .conference: true
        case .publicWebsite, .fileExchange, .api, .dataPortal, .vpn, .directory, .other: false
        }
    }
}
