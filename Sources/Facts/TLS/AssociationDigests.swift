// SPDX-License-Identifier: Apache-2.0

/// What TLSA records by SHA-512 are held against (RFC 6698 §2.1.3); those of SHA-256 stand in `CertificateChain`.
package struct AssociationDigests: Fact {
    package static let kind = FactKind("tls.association-digests", version: 1)

    /// Of one certificate, 128 lower-case hexadecimal digits each.
    package struct Digests: Codable, Hashable, Sendable {
        package let certificate: String
        package let subjectPublicKeyInfo: String

        package init(certificate: String, subjectPublicKeyInfo: String) {
            self.certificate = certificate
            self.subjectPublicKeyInfo = subjectPublicKeyInfo
        }
    }

    /// The chain's.
    package let aspect: String
    /// In the order of the chain, leaf first.
    package let certificates: [Digests]

    package init(aspect: String, certificates: [Digests]) {
        self.aspect = aspect
        self.certificates = certificates
    }
}
