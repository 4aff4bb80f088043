// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

extension CertificateRevocationList {
    /// Whether the list names a certificate's subject as its issuer; false where the name cannot be read.
    package func isIssued(by issuer: ParsedCertificate) -> Bool {
        defer { ErrorQueue.clear() }
        guard
            let name = decodeDER(
                Array(bytes[parts.issuer]),
                { unsafe d2i_X509_NAME($0, $1, $2) },
                { unsafe X509_NAME_free($0) }
            )
        else { return false }
        return unsafe X509_NAME_cmp(name.pointer, X509_get_subject_name(issuer.certificate.pointer)) == 0
    }

    /// Whether the key of a certificate that may sign lists signed this one (RFC 5280 §6.3.3 f, g).
    package func isSigned(by issuer: ParsedCertificate) -> Bool {
        guard bytes[parts.algorithm] == bytes[parts.innerAlgorithm],
            // Without the extension, all bits stand.
            unsafe X509_get_key_usage(issuer.certificate.pointer) & UInt32(KU_CRL_SIGN) != 0
        else { return false }
        defer { ErrorQueue.clear() }
        let algorithm = unsafe parse(parts.algorithm) { unsafe d2i_X509_ALGOR(nil, $0, $1) }
        defer { unsafe X509_ALGOR_free(algorithm) }
        let signature = unsafe parse(parts.signature) { unsafe d2i_ASN1_BIT_STRING(nil, $0, $1) }
        defer { unsafe ASN1_BIT_STRING_free(signature) }
        // A value of this type holds the whole encoding, which is what was signed.
        let signed = unsafe ASN1_STRING_type_new(V_ASN1_SEQUENCE)
        defer { unsafe ASN1_STRING_free(signed) }
        guard unsafe algorithm != nil, unsafe signature != nil, unsafe signed != nil,
            let count = Int32(exactly: parts.signed.count),
            unsafe bytes[parts.signed].withUnsafeBytes({
                unsafe ASN1_STRING_set(signed, $0.baseAddress, count)
            }) == 1,
            let key = unsafe X509_get0_pubkey(issuer.certificate.pointer)
        else { return false }
        return unsafe ASN1_item_verify(ASN1_SEQUENCE_it(), algorithm, signature, signed, key) == 1
    }

    private func parse<Value>(
        _ range: Range<Int>,
        _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Value?
    ) -> Value? {
        unsafe bytes[range].withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe decode(&cursor, buffer.count)
        }
    }
}
