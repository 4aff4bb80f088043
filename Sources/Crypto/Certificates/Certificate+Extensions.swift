// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

extension Certificate {
    /// An extension's decoded value; nil where it is absent, repeated or malformed.
    func decoded(_ kind: Int32, _ free: OwnedObject.Free) -> OwnedObject? {
        defer { ErrorQueue.clear() }
        let value = unsafe X509_get_ext_d2i(pointer, kind, nil, nil)
        return unsafe OwnedObject(value.map { OpaquePointer($0) }, free)
    }

    /// The bit names of RFC 5280 §4.2.1.3, in the order of the bits.
    var keyUsage: [String]? {
        let bits = unsafe X509_get_key_usage(pointer)
        guard bits != UInt32.max else { return nil }
        let names: [(Int32, String)] = [
            (KU_DIGITAL_SIGNATURE, "digitalSignature"), (KU_NON_REPUDIATION, "nonRepudiation"),
            (KU_KEY_ENCIPHERMENT, "keyEncipherment"), (KU_DATA_ENCIPHERMENT, "dataEncipherment"),
            (KU_KEY_AGREEMENT, "keyAgreement"), (KU_KEY_CERT_SIGN, "keyCertSign"), (KU_CRL_SIGN, "cRLSign"),
            (KU_ENCIPHER_ONLY, "encipherOnly"), (KU_DECIPHER_ONLY, "decipherOnly"),
        ]
        return names.filter { bits & UInt32($0.0) != 0 }.map(\.1)
    }

    var extendedKeyUsage: [String]? {
        guard let usages = unsafe decoded(NID_ext_key_usage, { unsafe EXTENDED_KEY_USAGE_free($0) })
        else { return nil }
        let count = unsafe shim_sk_ASN1_OBJECT_num(usages.pointer)
        return (0..<max(0, count)).map { shortName(of: unsafe shim_sk_ASN1_OBJECT_value(usages.pointer, $0)) }
    }

    var policies: [String] {
        guard let policies = unsafe decoded(NID_certificate_policies, { unsafe CERTIFICATEPOLICIES_free($0) })
        else { return [] }
        let count = unsafe shim_sk_POLICYINFO_num(policies.pointer)
        return (0..<max(0, count)).map { dottedName(of: unsafe shim_sk_POLICYINFO_id(policies.pointer, $0)) }
    }

    /// RFC 7633: status_request (5) or status_request_v2 (17).
    var mustStaple: Bool {
        guard let features = unsafe decoded(NID_tlsfeature, { unsafe shim_TLS_FEATURE_free($0) })
        else { return false }
        let count = unsafe shim_sk_ASN1_INTEGER_num(features.pointer)
        return (0..<max(0, count)).contains { index in
            let number = bytes(of: unsafe shim_sk_ASN1_INTEGER_value(features.pointer, index))
            return number == [5] || number == [17]
        }
    }

    var subjectAlternativeNames: SubjectAlternativeNames? {
        guard let names = unsafe decoded(NID_subject_alt_name, { unsafe GENERAL_NAMES_free($0) })
        else { return nil }
        return unsafe SubjectAlternativeNames(
            dns: strings(GEN_DNS, in: unsafe names.pointer).map(escaped),
            addresses: strings(GEN_IPADD, in: unsafe names.pointer),
            others: [GEN_EMAIL, GEN_URI].flatMap { unsafe strings($0, in: unsafe names.pointer) }.map(escaped)
        )
    }

    var crlURLs: [String] {
        guard let points = unsafe decoded(NID_crl_distribution_points, { unsafe CRL_DIST_POINTS_free($0) })
        else { return [] }
        let count = unsafe shim_sk_DIST_POINT_num(points.pointer)
        return (0..<max(0, count)).flatMap { index -> [String] in
            let point = unsafe shim_sk_DIST_POINT_value(points.pointer, index)
            guard let names = unsafe shim_DIST_POINT_full_names(point) else { return [] }
            return unsafe strings(GEN_URI, in: unsafe names).map(escaped)
        }
    }

    /// The URLs of authorityInfoAccess with one access method: `NID_ad_OCSP` or `NID_ad_ca_issuers`.
    func accessURLs(_ method: Int32) -> [String] {
        guard let list = unsafe decoded(NID_info_access, { unsafe shim_AUTHORITY_INFO_ACCESS_free($0) })
        else { return [] }
        let count = unsafe shim_sk_ACCESS_DESCRIPTION_num(list.pointer)
        return (0..<max(0, count)).compactMap { index in
            guard let access = unsafe shim_sk_ACCESS_DESCRIPTION_value(list.pointer, index)?.pointee,
                unsafe OBJ_obj2nid(access.method) == method,
                let url = unsafe shim_GENERAL_NAME_string(access.location, GEN_URI)
            else { return nil }
            return escaped(bytes(of: url))
        }
    }

    var timestamps: [SignedCertificateTimestamp] {
        let index = unsafe X509_get_ext_by_NID(pointer, NID_ct_precert_scts, -1)
        guard index >= 0, let value = unsafe X509_EXTENSION_get_data(X509_get_ext(pointer, index))
        else { return [] }
        return SignedCertificateTimestamp.list(nested: bytes(of: value))
    }

    private func strings(_ type: Int32, in names: OpaquePointer?) -> [[UInt8]] {
        let count = unsafe shim_sk_GENERAL_NAME_num(names)
        return (0..<max(0, count)).compactMap { index in
            let name = unsafe shim_sk_GENERAL_NAME_value(names, index)
            return unsafe shim_GENERAL_NAME_string(name, type).map { bytes(of: $0) }
        }
    }
}

extension SignedCertificateTimestamp {
    /// The list stands in an OCTET STRING of its own inside the extension's (RFC 6962 §3.3).
    static func list(nested outer: [UInt8]) -> [SignedCertificateTimestamp] {
        defer { ErrorQueue.clear() }
        let inner = unsafe outer.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_ASN1_OCTET_STRING(nil, &cursor, buffer.count)
        }
        defer { unsafe ASN1_OCTET_STRING_free(inner) }
        return list(bytes(of: unsafe inner))
    }
}
