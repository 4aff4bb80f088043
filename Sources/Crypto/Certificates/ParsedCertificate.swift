// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// A certificate that was read once, to be looked at from any thread and by any number of questions.
///
/// Reading is dear: OpenSSL 3.0 looks for a decoder of the key among all that it has, each time anew.
package final class ParsedCertificate: Sendable {
    package let der: [UInt8]
    package let details: CertificateDetails
    // Nothing is changed once `details` have made OpenSSL look at the extensions; X509 locks what it counts.
    let certificate: Certificate
    /// Whether others issued this one, by their SHA-256.
    private let issuers: Mutex<[String: Bool]> = Mutex([:])

    /// More are compared anew each time.
    private static let mostIssuers = 32

    /// Reads exactly one certificate; bytes left over are an error.
    package init(der: [UInt8]) throws(CryptoError) {
        let certificate = try Certificate(der: der)
        details = CertificateDetails(certificate, der: der)
        self.certificate = certificate
        self.der = der
    }

    /// Whether another's key made the signature and its name is that of the issuer.
    package func isIssued(by other: ParsedCertificate) -> Bool {
        if other.details.sha256 == details.sha256 { return details.isSelfSigned }
        if let known = issuers.withLock({ $0[other.details.sha256] }) { return known }
        let isIssued = certificate.isIssued(by: other.certificate)
        issuers.withLock { issuers in
            if issuers.count < Self.mostIssuers { issuers[other.details.sha256] = isIssued }
        }
        return isIssued
    }
}
