// SPDX-License-Identifier: Apache-2.0

/// Why a certificate was revoked (RFC 5280 §5.3.1), by its name there.
package enum RevocationReason: String, Codable, Sendable {
    case unspecified, keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation
    case certificateHold, removeFromCRL, privilegeWithdrawn, aACompromise

    /// Nil for numbers that mean nothing.
    init?(number: Int) {
        switch number {
        case 0: self = .unspecified
        case 1: self = .keyCompromise
        case 2: self = .cACompromise
        case 3: self = .affiliationChanged
        case 4: self = .superseded
        case 5: self = .cessationOfOperation
        case 6: self = .certificateHold
        case 8: self = .removeFromCRL
        case 9: self = .privilegeWithdrawn
        case 10: self = .aACompromise
        default: return nil
        }
    }

    /// Its number on the wire.
    var number: Int {
        switch self {
        case .unspecified: 0
        case .keyCompromise: 1
        case .cACompromise: 2
        case .affiliationChanged: 3
        case .superseded: 4
        case .cessationOfOperation: 5
        case .certificateHold: 6
        case .removeFromCRL: 8
        case .privilegeWithdrawn: 9
        case .aACompromise: 10
        }
    }
}
