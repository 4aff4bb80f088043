// SPDX-License-Identifier: Apache-2.0

/// Whether somebody on the way out of the vantage answers TLS instead of the endpoints.
package struct TLSInterception: Fact {
    package static let kind = FactKind("vantage.interception", version: 1)

    /// What shows it.
    package enum Ground: String, Codable, Sendable {
        /// Endpoints in distinct networks have certificates of one issuer that no trust store knows.
        case oneIssuer = "one-issuer"
        /// An endpoint whose keys are known presented another, with a certificate that nobody trusts.
        case knownKey = "known-key"
    }

    /// Nil where nothing of the kind was seen.
    package let ground: Ground?
    /// Issuer of the certificates, an RFC 4514 string from the network; nil where `ground` is.
    package let issuer: String?

    package init(ground: Ground?, issuer: String?) {
        self.ground = ground
        self.issuer = issuer
    }
}
