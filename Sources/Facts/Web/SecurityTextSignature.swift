// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The OpenPGP signature of a security.txt (RFC 9116 §2.3), by the keys that the operator lists; asked of files that are there.
///
/// Whether it still holds on some day is for a check to say.
package struct SecurityTextSignature: Fact {
    package static let kind = FactKind("web.security-txt-signature", version: 1)

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case unsigned, malformed
        /// Of a version, type or algorithm that is not verified.
        case unsupported
        /// By its own words no listed key made it.
        case unlisted
        /// A listed key is said to have made it with a hash that proves nothing.
        case weak
        /// A listed key is said to have made it, and did not for this text.
        case bad
        /// A listed key made it for this text.
        case good
    }

    package struct Signer: Codable, Hashable, Sendable {
        /// Upper-case hexadecimal digits.
        package let fingerprint: String
        /// Of the key to which a subkey belongs; its own where it is none.
        package let primary: String
        /// `RSA of 3072 bits`.
        package let algorithm: String
        /// By the operator's file; nil for no end.
        package let expires: Date?
        /// By the operator's file; nil where it is not.
        package let revoked: Date?

        package init(
            fingerprint: String,
            primary: String,
            algorithm: String,
            expires: Date? = nil,
            revoked: Date? = nil
        ) {
            self.fingerprint = fingerprint
            self.primary = primary
            self.algorithm = algorithm
            self.expires = expires
            self.revoked = revoked
        }
    }

    package let state: State
    /// Nil where the state says it all.
    package let reason: String?
    /// Fingerprints of the operator's keys, sorted; empty where none are listed.
    package let listed: [String]
    /// Fingerprint or id of the key that made it, by its own words.
    package let issuer: String?
    /// Nil unless the state is weak, bad or good.
    package let signer: Signer?
    /// `SHA-512`; nil where it was not looked at.
    package let hash: String?
    package let made: Date?
    /// Nil for no end.
    package let expires: Date?

    package init(
        state: State,
        reason: String? = nil,
        listed: [String],
        issuer: String? = nil,
        signer: Signer? = nil,
        hash: String? = nil,
        made: Date? = nil,
        expires: Date? = nil
    ) {
        self.state = state
        self.reason = reason
        self.listed = listed
        self.issuer = issuer
        self.signer = signer
        self.hash = hash
        self.made = made
        self.expires = expires
    }
}
