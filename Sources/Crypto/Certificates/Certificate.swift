// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
internal import Foundation

/// A parsed certificate of OpenSSL.
@safe
struct Certificate: ~Copyable {
    private let object: OwnedObject

    var pointer: OpaquePointer { unsafe object.pointer }

    init(der: [UInt8]) throws(CryptoError) {
        ErrorQueue.clear()
        let decoded = decodeDER(der, { unsafe d2i_X509($0, $1, $2) }, { unsafe X509_free($0) })
        guard let object = consume decoded else { throw CryptoError(.parseCertificate) }
        self.object = object
    }

    init?(adopting pointer: OpaquePointer?) {
        guard let object = unsafe OwnedObject(pointer, { unsafe X509_free($0) }) else { return nil }
        self.object = object
    }

    var der: [UInt8] { certificateDER(unsafe pointer) }

    var isSelfIssued: Bool {
        unsafe X509_NAME_cmp(X509_get_subject_name(pointer), X509_get_issuer_name(pointer)) == 0
    }

    var isSelfSigned: Bool {
        guard isSelfIssued, let key = unsafe X509_get0_pubkey(pointer) else { return false }
        defer { ErrorQueue.clear() }
        return unsafe X509_verify(pointer, key) == 1
    }

    var serial: String {
        guard let number = unsafe X509_get0_serialNumber(pointer) else { return "" }
        let sign = unsafe ASN1_STRING_type(number) == V_ASN1_NEG_INTEGER ? "-" : ""
        return sign + Hexadecimal.encode(bytes(of: number))
    }

    var notBefore: Date? { date(unsafe X509_get0_notBefore(pointer)) }
    var notAfter: Date? { date(unsafe X509_get0_notAfter(pointer)) }

    var signature: SignatureDetails {
        var digest: Int32 = NID_undef
        _ = unsafe X509_get_signature_info(pointer, &digest, nil, nil, nil)
        let name = digest == NID_undef ? nil : unsafe OBJ_nid2sn(digest).map { unsafe String(cString: $0) }
        let algorithm = unsafe X509_get0_tbs_sigalg(pointer)?.pointee.algorithm
        ErrorQueue.clear()
        return SignatureDetails(algorithm: longName(of: algorithm), digest: name)
    }
}

/// The DER bytes of a certificate.
@safe
func certificateDER(_ certificate: OpaquePointer?) -> [UInt8] {
    encodeDER(certificate) { unsafe i2d_X509($0, $1) }
}
