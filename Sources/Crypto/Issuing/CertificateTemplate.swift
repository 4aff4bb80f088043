// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// What shall stand in a certificate that is made for a laboratory, faults included.
package struct CertificateTemplate: Sendable {
    package enum Digest: String, Sendable {
        case md5 = "MD5"
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha384 = "SHA384"
        case sha512 = "SHA512"
    }

    package var commonName: String
    package var organization: String?
    /// DNS names, byte for byte as given.
    package var dnsNames: [String] = []
    /// 4 or 16 bytes each.
    package var addresses: [[UInt8]] = []
    package var notBefore: Date
    package var notAfter: Date
    package var isCertificateAuthority = false
    /// Nil leaves the extension away.
    package var keyUsage: String?
    /// OpenSSL's names joined by commas, such as `serverAuth`; nil leaves the extension away.
    package var extendedKeyUsage: String?
    package var mustStaple = false
    /// What transparency logs promise, each as a log writes it; empty leaves the extension away.
    package var timestamps: [[UInt8]] = []
    package var ocspURL: String?
    package var crlURL: String?
    package var issuerURL: String?
    /// Big-endian; nil takes 16 random bytes.
    package var serial: [UInt8]?
    /// Passed over where the key hashes by itself (EdDSA).
    package var digest = Digest.sha256

    package init(commonName: String, notBefore: Date, notAfter: Date) {
        self.commonName = commonName
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

/// A certificate together with its key.
package struct IssuedCertificate: Hashable, Sendable {
    package let der: [UInt8]
    package let key: PrivateKey

    package init(der: [UInt8], key: PrivateKey) {
        self.der = der
        self.key = key
    }

    package var pem: String { PEM.encode(der, label: "CERTIFICATE") }
}
