// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// What one source said of the revocation of one certificate of a served chain.
///
/// A response is renewed every few days, so its times are not kept: only how it stood when it was seen.
package struct RevocationStatus: Fact {
    package static let kind = FactKind("tls.revocation", version: 1)

    package enum Source: String, Codable, Sendable {
        /// Stapled to the handshake (RFC 6066 §8).
        case staple
        /// Asked of the issuer's responder (RFC 6960).
        case ocsp
        /// Looked up in the issuer's list (RFC 5280 §5).
        case crl
    }

    package enum Status: String, Codable, Sendable {
        case good, revoked
        /// The responder does not know the certificate.
        case unknown
        /// No response was stapled.
        case absent
        /// The responder sent an error instead of a status.
        case refused
        /// What came is about another certificate.
        case unrelated
        /// What came is no response.
        case malformed
    }

    /// Against the clock of the observation, with five minutes of grace.
    package enum Currency: String, Codable, Sendable {
        case current
        /// nextUpdate lay in the past, or there is none and thisUpdate is older than ten days.
        case stale
        /// thisUpdate lay in the future.
        case early
        /// There is no nextUpdate: the responder says that newer information is always there.
        case undated
    }

    /// The chain's.
    package let chain: String
    /// From 0, the leaf.
    package let position: Int
    package let source: Source
    package let status: Status
    /// Whether the issuer or its delegate signed it; nil where nothing is signed.
    package let isSigned: Bool?
    /// Nil where there is no status.
    package let currency: Currency?
    /// From thisUpdate to nextUpdate, rounded to hours; nil where either is not stated, and for what was fetched.
    package let validityHours: Int?
    /// Nil unless it is revoked and says since when.
    package let revoked: Date?
    /// Nil unless it is revoked and says why, in a name of RFC 5280 §5.3.1: `keyCompromise`.
    package let reason: String?

    package init(
        chain: String,
        position: Int = 0,
        source: Source,
        status: Status,
        isSigned: Bool? = nil,
        currency: Currency? = nil,
        validityHours: Int? = nil,
        revoked: Date? = nil,
        reason: String? = nil
    ) {
        self.chain = chain
        self.position = position
        self.source = source
        self.status = status
        self.isSigned = isSigned
        self.currency = currency
        self.validityHours = validityHours
        self.revoked = revoked
        self.reason = reason
    }

    /// Whether it is a signed revocation, or a signed good standing that is not out of date.
    package var isSettled: Bool {
        guard isSigned == true else { return false }
        return status == .revoked || (status == .good && (currency == .current || currency == .undated))
    }

    package var aspect: String { Self.aspect(chain, position: position, source: source) }

    package static func aspect(_ chain: String, position: Int = 0, source: Source) -> String {
        "\(chain)/\(position)/\(source.rawValue)"
    }
}
