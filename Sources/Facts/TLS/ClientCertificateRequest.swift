// SPDX-License-Identifier: Apache-2.0

/// Whether the server asks for a certificate of the client's (RFC 8446 §4.3.2, RFC 5246 §7.4.4).
package struct ClientCertificateRequest: Fact {
    package static let kind = FactKind("tls.client-certificate", version: 1)

    package let isRequested: Bool
    /// Whether a handshake without one fails, or what follows is refused by an alert.
    ///
    /// What an application says of it later does not count. Nil where the server asked and the end did not show it.
    package let isRequired: Bool?
    /// The authorities whose certificates are welcome, RFC 4514 strings in the server's order, at most 100;
    /// text from the peer.
    package let authorities: [String]

    package init(isRequested: Bool, isRequired: Bool?, authorities: [String]) {
        self.isRequested = isRequested
        self.isRequired = isRequired
        self.authorities = authorities
    }
}
