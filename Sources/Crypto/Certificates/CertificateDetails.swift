// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// What a certificate says of itself (RFC 5280), as OpenSSL reads it; nothing here is judged.
///
/// All text comes from the peer and is hostile until escaped.
package struct CertificateDetails: Hashable, Codable, Sendable {
    /// 1 to 3.
    package let version: Int
    /// Lower-case hexadecimal, two digits a byte, with a leading `-` where it is negative.
    package let serial: String
    package let subject: DistinguishedName
    package let issuer: DistinguishedName
    /// Nil where the time is malformed.
    package let notBefore: Date?
    /// Nil where the time is malformed.
    package let notAfter: Date?
    package let key: PublicKeyDetails
    package let signature: SignatureDetails
    /// Nil where the extension is absent.
    package let subjectAlternativeNames: SubjectAlternativeNames?
    /// Whether basicConstraints says `cA`.
    package let isCertificateAuthority: Bool
    package let pathLength: Int?
    /// Bit names of RFC 5280 §4.2.1.3; nil where the extension is absent.
    package let keyUsage: [String]?
    /// Short names such as `serverAuth`, else dotted OIDs; nil where the extension is absent.
    package let extendedKeyUsage: [String]?
    /// Whether the TLS feature extension asks for a stapled response (RFC 7633).
    package let mustStaple: Bool
    package let ocspURLs: [String]
    package let crlURLs: [String]
    package let issuerURLs: [String]
    /// Dotted OIDs.
    package let policies: [String]
    /// The timestamps embedded by the issuer (RFC 6962 §3.3).
    package let timestamps: [SignedCertificateTimestamp]
    /// Whether subject and issuer are the same name.
    package let isSelfIssued: Bool
    /// Whether the signature verifies with the certificate's own key.
    package let isSelfSigned: Bool
    /// Hexadecimal; nil where the extension is absent.
    package let subjectKeyIdentifier: String?
    /// Hexadecimal; nil where the extension is absent.
    package let authorityKeyIdentifier: String?
    package let hasUnhandledCriticalExtension: Bool
    /// Of the DER bytes, 64 hexadecimal digits.
    package let sha256: String
}

/// A distinguished name (RFC 4514).
package struct DistinguishedName: Hashable, Codable, Sendable {
    /// The whole name as RFC 4514 writes it; control characters and invalid bytes are escaped.
    package let text: String
    /// The most specific common name.
    package let commonName: String?
    /// The most specific organisation.
    package let organization: String?
}

/// The subject's public key.
package struct PublicKeyDetails: Hashable, Codable, Sendable {
    /// `RSA`, `RSA-PSS`, `EC`, `DSA`, `Ed25519`, `Ed448`, else OpenSSL's name of the algorithm or its dotted OID.
    package let type: String
    /// Nil where this OpenSSL does not know the algorithm or the key is malformed.
    package let bits: Int?
    /// The curve of an EC key as IANA names it, else OpenSSL's name; nil for explicit parameters.
    package let curve: String?
    /// Big-endian, RSA only.
    package let rsaModulus: [UInt8]?
    /// Decimal digits, RSA only.
    package let rsaExponent: String?
    /// The DER bytes of SubjectPublicKeyInfo.
    package let subjectPublicKeyInfo: [UInt8]
    /// Of SubjectPublicKeyInfo, 64 hexadecimal digits.
    package let sha256: String
}

/// How the issuer signed.
package struct SignatureDetails: Hashable, Codable, Sendable {
    /// OpenSSL's long name, such as `sha256WithRSAEncryption`, else the dotted OID.
    package let algorithm: String
    /// Such as `SHA256`; nil where the scheme hashes by itself (EdDSA) or is unknown.
    package let digest: String?

    /// Whether collisions can be made: MD2, MD4, MD5, SHA-1.
    package var isDigestBroken: Bool {
        digest.map { ["MD2", "MD4", "MD5", "MD5-SHA1", "SHA1"].contains($0) } ?? false
    }
}

/// The names that a certificate is for (RFC 5280 §4.2.1.6).
package struct SubjectAlternativeNames: Hashable, Codable, Sendable {
    /// As written; bytes that are not printable ASCII appear as `\xNN`.
    package let dns: [String]
    /// 4 or 16 bytes where well-formed.
    package let addresses: [[UInt8]]
    /// Mail addresses and URIs.
    package let others: [String]
}
