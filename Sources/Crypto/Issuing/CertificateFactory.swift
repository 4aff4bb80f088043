// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
internal import Foundation

/// Makes certificates for laboratories and tests, bad ones among them.
package enum CertificateFactory {
    /// Signs with the issuer's key, or with the subject's own where there is no issuer.
    package static func issue(
        _ template: CertificateTemplate,
        key: PrivateKey,
        issuer: IssuedCertificate? = nil
    ) throws(CryptoError) -> IssuedCertificate {
        let subjectKey = try key.handle()
        let signingKey = try (issuer?.key ?? key).handle()
        ErrorQueue.clear()
        guard let certificate = unsafe Certificate(adopting: unsafe X509_new()) else {
            throw CryptoError(.issueCertificate)
        }
        try fill(certificate, from: template, key: subjectKey)
        if let issuer {
            let parent = try Certificate(der: issuer.der)
            let name = unsafe X509_get_subject_name(parent.pointer)
            try require(unsafe X509_set_issuer_name(certificate.pointer, name))
            unsafe try addExtensions(template, to: certificate, issuer: unsafe parent.pointer)
        } else {
            let name = unsafe X509_get_subject_name(certificate.pointer)
            try require(unsafe X509_set_issuer_name(certificate.pointer, name))
            unsafe try addExtensions(template, to: certificate, issuer: unsafe certificate.pointer)
        }
        let digest = unsafe hashesByItself(signingKey) ? nil : EVP_get_digestbyname(template.digest.rawValue)
        try require(unsafe X509_sign(certificate.pointer, signingKey.pointer, digest))
        return IssuedCertificate(der: certificate.der, key: key)
    }

    private static func require(_ result: Int32) throws(CryptoError) {
        guard result > 0 else { throw CryptoError(.issueCertificate) }
    }

    private static func hashesByItself(_ key: borrowing OwnedObject) -> Bool {
        let type = unsafe EVP_PKEY_get_base_id(key.pointer)
        return type == NID_ED25519 || type == NID_ED448
    }

    private static func fill(
        _ certificate: borrowing Certificate,
        from template: CertificateTemplate,
        key: borrowing OwnedObject
    ) throws(CryptoError) {
        try require(unsafe X509_set_version(certificate.pointer, 2))
        try require(unsafe X509_set_pubkey(certificate.pointer, key.pointer))
        try setSerial(template.serial, of: certificate)
        let start = unsafe X509_getm_notBefore(certificate.pointer)
        let end = unsafe X509_getm_notAfter(certificate.pointer)
        guard unsafe ASN1_TIME_set(start, seconds(template.notBefore)) != nil,
            unsafe ASN1_TIME_set(end, seconds(template.notAfter)) != nil
        else { throw CryptoError(.issueCertificate) }
        let name = unsafe X509_get_subject_name(certificate.pointer)
        for (field, value) in [("O", template.organization), ("CN", template.commonName)] {
            guard let value else { continue }
            let text = Array(value.utf8)
            let count = Int32(clamping: text.count)
            try require(unsafe X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, count, -1, 0))
        }
    }

    private static func seconds(_ date: Date) -> Int {
        Int(exactly: date.timeIntervalSince1970.rounded()) ?? 0
    }

    private static func setSerial(
        _ serial: [UInt8]?,
        of certificate: borrowing Certificate
    ) throws(CryptoError) {
        var bytes = serial ?? (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        // The first bit stays clear, so that the number is positive and needs no further byte.
        if serial == nil { bytes[0] = bytes[0] & 0x7F | 0x40 }
        guard let number = unsafe BN_bin2bn(bytes, Int32(clamping: bytes.count), nil) else {
            throw CryptoError(.issueCertificate)
        }
        defer { unsafe BN_free(number) }
        let target = unsafe X509_get_serialNumber(certificate.pointer)
        guard unsafe BN_to_ASN1_INTEGER(number, target) != nil else { throw CryptoError(.issueCertificate) }
    }

    private static func addExtensions(
        _ template: CertificateTemplate,
        to certificate: borrowing Certificate,
        issuer: OpaquePointer
    ) throws(CryptoError) {
        var access: [String] = []
        if let url = template.ocspURL { access.append("OCSP;URI:" + url) }
        if let url = template.issuerURL { access.append("caIssuers;URI:" + url) }
        let isAuthority = template.isCertificateAuthority
        let usage = template.keyUsage ?? (isAuthority ? "critical,keyCertSign,cRLSign" : nil)
        let extensions: [(Int32, String?)] = [
            (NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "CA:FALSE"),
            (NID_subject_key_identifier, "hash"),
            (NID_authority_key_identifier, "keyid"),
            (NID_key_usage, usage),
            (NID_ext_key_usage, template.extendedKeyUsage),
            (NID_tlsfeature, template.mustStaple ? "status_request" : nil),
            (NID_info_access, access.isEmpty ? nil : access.joined(separator: ",")),
            (NID_crl_distribution_points, template.crlURL.map { "URI:" + $0 }),
        ]
        var context = unsafe v3_ext_ctx()
        unsafe X509V3_set_ctx(&context, issuer, certificate.pointer, nil, nil, 0)
        for (kind, value) in extensions {
            guard let value else { continue }
            let made = unsafe X509V3_EXT_conf_nid(nil, &context, kind, value)
            guard let item = unsafe OwnedObject(made, { unsafe X509_EXTENSION_free($0) })
            else { throw CryptoError(.issueCertificate) }
            try require(unsafe X509_add_ext(certificate.pointer, item.pointer, -1))
        }
        try addAlternativeNames(template, to: certificate)
        if !template.timestamps.isEmpty { try addTimestamps(template.timestamps, to: certificate) }
    }

    /// A SignedCertificateTimestampList inside two OCTET STRINGs (RFC 6962 §3.3).
    private static func addTimestamps(
        _ timestamps: [[UInt8]],
        to certificate: borrowing Certificate
    ) throws(CryptoError) {
        func vector(_ bytes: [UInt8]) -> [UInt8] {
            [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
        }
        let list = vector(timestamps.flatMap(vector))
        let inner = unsafe ASN1_OCTET_STRING_new()
        let outer = unsafe ASN1_OCTET_STRING_new()
        defer {
            unsafe ASN1_OCTET_STRING_free(inner)
            unsafe ASN1_OCTET_STRING_free(outer)
        }
        try require(unsafe ASN1_OCTET_STRING_set(inner, list, Int32(clamping: list.count)))
        let value = unsafe encodeDER(inner.map { OpaquePointer($0) }) {
            unsafe i2d_ASN1_OCTET_STRING(UnsafePointer($0), $1)
        }
        try require(unsafe ASN1_OCTET_STRING_set(outer, value, Int32(clamping: value.count)))
        let made = unsafe X509_EXTENSION_create_by_NID(nil, NID_ct_precert_scts, 0, outer)
        guard let item = unsafe OwnedObject(made, { unsafe X509_EXTENSION_free($0) })
        else { throw CryptoError(.issueCertificate) }
        try require(unsafe X509_add_ext(certificate.pointer, item.pointer, -1))
    }

    /// Builds the names one by one: a configuration string could not carry a hostile one.
    private static func addAlternativeNames(
        _ template: CertificateTemplate,
        to certificate: borrowing Certificate
    ) throws(CryptoError) {
        let names = template.dnsNames.map { (GEN_DNS, V_ASN1_IA5STRING, Array($0.utf8)) }
        let addresses = template.addresses.map { (GEN_IPADD, V_ASN1_OCTET_STRING, $0) }
        guard !(names + addresses).isEmpty else { return }
        let made = unsafe OwnedObject(shim_sk_GENERAL_NAME_new()) { unsafe GENERAL_NAMES_free($0) }
        guard let list = consume made else { throw CryptoError(.issueCertificate) }
        for (type, encoding, content) in names + addresses {
            guard let name = unsafe GENERAL_NAME_new(), let value = unsafe ASN1_STRING_type_new(encoding)
            else { throw CryptoError(.issueCertificate) }
            unsafe GENERAL_NAME_set0_value(name, type, value)
            try require(unsafe shim_sk_GENERAL_NAME_push(list.pointer, name))
            try require(unsafe ASN1_STRING_set(value, content, Int32(clamping: content.count)))
        }
        let value = unsafe UnsafeMutableRawPointer(list.pointer)
        try require(unsafe X509_add1_ext_i2d(certificate.pointer, NID_subject_alt_name, value, 0, 0))
    }
}
