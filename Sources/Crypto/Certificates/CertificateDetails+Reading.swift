// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

extension CertificateDetails {
    /// Reads exactly one certificate; bytes left over are an error.
    package init(der: [UInt8]) throws(CryptoError) { self = try ParsedCertificate(der: der).details }

    /// Of a certificate that was read from these bytes.
    init(_ certificate: borrowing Certificate, der: [UInt8]) {
        let pointer = unsafe certificate.pointer
        // Reading the flags makes OpenSSL look at the extensions once, which the calls below rely on.
        let flags = unsafe X509_get_extension_flags(pointer)
        let pathLength = unsafe X509_get_pathlen(pointer)
        version = unsafe X509_get_version(pointer) + 1
        serial = certificate.serial
        subject = unsafe DistinguishedName(X509_get_subject_name(pointer))
        issuer = unsafe DistinguishedName(X509_get_issuer_name(pointer))
        notBefore = certificate.notBefore
        notAfter = certificate.notAfter
        key = certificate.key
        signature = certificate.signature
        subjectAlternativeNames = certificate.subjectAlternativeNames
        isCertificateAuthority = flags & UInt32(EXFLAG_CA) != 0
        self.pathLength = pathLength >= 0 ? pathLength : nil
        keyUsage = certificate.keyUsage
        extendedKeyUsage = certificate.extendedKeyUsage
        mustStaple = certificate.mustStaple
        ocspURLs = certificate.accessURLs(NID_ad_OCSP)
        crlURLs = certificate.crlURLs
        issuerURLs = certificate.accessURLs(NID_ad_ca_issuers)
        policies = certificate.policies
        timestamps = certificate.timestamps
        isSelfIssued = certificate.isSelfIssued
        isSelfSigned = certificate.isSelfSigned
        subjectKeyIdentifier = unsafe Self.identifier(X509_get0_subject_key_id(pointer))
        authorityKeyIdentifier = unsafe Self.identifier(X509_get0_authority_key_id(pointer))
        hasUnhandledCriticalExtension = flags & UInt32(EXFLAG_CRITICAL) != 0
        sha256 = SHA256.hex(der)
        ErrorQueue.clear()
    }

    private static func identifier(_ value: UnsafePointer<ASN1_OCTET_STRING>?) -> String? {
        guard let value = unsafe value else { return nil }
        return Hexadecimal.encode(bytes(of: value))
    }
}
