// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
package import Foundation

/// What an OCSP response says of one certificate (RFC 6960); times are judged elsewhere.
package struct OCSPStaple: Hashable, Codable, Sendable {
    package enum Status: String, Codable, Sendable { case good, revoked, unknown }

    /// What the responder said of the certificate.
    package struct Answer: Hashable, Codable, Sendable {
        package let status: Status
        package let thisUpdate: Date?
        /// Nil where the responder always has newer information.
        package let nextUpdate: Date?
        package let revoked: Date?
        /// Nil unless it is revoked and says why.
        package let reason: RevocationReason?
        /// What transparency logs promised for the certificate (RFC 6962 §3.3).
        package let timestamps: [SignedCertificateTimestamp]
    }

    /// The `responseStatus`: 0 successful, 1 malformedRequest, 2 internalError, 3 tryLater, 5, 6.
    package let responseStatus: Int
    /// Nil where no entry's certID is the certificate's.
    package let answer: Answer?
    /// Whether the issuer, or a responder that the issuer authorised, signed it; nil where nothing is signed.
    ///
    /// The clock is left out.
    package let isSignatureValid: Bool?
    package let produced: Date?
    /// The life of the certificate that signed it; nil where that cannot be told.
    package let signerLife: ClosedRange<Date>?

    /// Reads a response, in DER, for the certificate of `leaf` under the key of `issuer`.
    package init(_ der: [UInt8], leaf: ParsedCertificate, issuer: ParsedCertificate) throws(CryptoError) {
        ErrorQueue.clear()
        let read = decodeDER(
            der,
            { unsafe d2i_OCSP_RESPONSE($0, $1, $2) },
            { unsafe OCSP_RESPONSE_free($0) }
        )
        guard let response = consume read else { throw CryptoError(.parseOCSP) }
        defer { ErrorQueue.clear() }
        responseStatus = unsafe Int(OCSP_response_status(response.pointer))
        let body = unsafe OwnedObject(OCSP_response_get1_basic(response.pointer)) {
            unsafe OCSP_BASICRESP_free($0)
        }
        guard let basic = consume body else {
            answer = nil
            isSignatureValid = nil
            produced = nil
            signerLife = nil
            return
        }
        answer = Self.answer(in: basic, leaf: leaf.certificate, issuer: issuer.certificate)
        isSignatureValid = Self.isSigned(basic, by: issuer.certificate)
        produced = date(unsafe OCSP_resp_get0_produced_at(basic.pointer))
        signerLife = Self.signerLife(of: basic, issuer: issuer.certificate)
    }

    private static func signerLife(
        of basic: borrowing OwnedObject,
        issuer: borrowing Certificate
    ) -> ClosedRange<Date>? {
        guard let others = unsafe OwnedObject(shim_sk_X509_new(), { freeCertificates($0) }),
            unsafe X509_up_ref(issuer.pointer) == 1
        else { return nil }
        _ = unsafe shim_sk_X509_push(others.pointer, issuer.pointer)
        var signer: OpaquePointer?
        guard unsafe OCSP_resp_get0_signer(basic.pointer, &signer, others.pointer) == 1,
            let from = date(unsafe X509_get0_notBefore(signer)),
            let to = date(unsafe X509_get0_notAfter(signer)), from <= to
        else { return nil }
        return from...to
    }

    private static func answer(
        in basic: borrowing OwnedObject,
        leaf: borrowing Certificate,
        issuer: borrowing Certificate
    ) -> Answer? {
        for index in 0..<max(0, unsafe OCSP_resp_count(basic.pointer)) {
            guard let single = unsafe OCSP_resp_get0(basic.pointer, index),
                let identifier = unsafe OCSP_SINGLERESP_get0_id(single),
                unsafe isIdentifier(identifier, of: leaf, issuer: issuer)
            else { continue }
            var revoked: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            var this: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            var next: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            var reason: Int32 = -1
            let status = unsafe OCSP_single_get0_status(single, &reason, &revoked, &this, &next)
            return Answer(
                status: self.status(status),
                thisUpdate: date(unsafe this),
                nextUpdate: date(unsafe next),
                revoked: date(unsafe revoked),
                reason: status == V_OCSP_CERTSTATUS_REVOKED ? RevocationReason(number: Int(reason)) : nil,
                timestamps: unsafe timestamps(in: single)
            )
        }
        return nil
    }

    private static func timestamps(in single: OpaquePointer) -> [SignedCertificateTimestamp] {
        let index = unsafe OCSP_SINGLERESP_get_ext_by_NID(single, NID_ct_cert_scts, -1)
        guard index >= 0,
            let value = unsafe X509_EXTENSION_get_data(OCSP_SINGLERESP_get_ext(single, index))
        else { return [] }
        return SignedCertificateTimestamp.list(nested: bytes(of: value))
    }

    private static func status(_ number: Int32) -> Status {
        switch number {
        case V_OCSP_CERTSTATUS_GOOD: .good
        case V_OCSP_CERTSTATUS_REVOKED: .revoked
        default: .unknown
        }
    }

    /// Makes the identifier anew, with the digest that the responder chose, and compares.
    private static func isIdentifier(
        _ identifier: OpaquePointer,
        of leaf: borrowing Certificate,
        issuer: borrowing Certificate
    ) -> Bool {
        var algorithm: OpaquePointer?
        unsafe OCSP_id_get0_info(nil, &algorithm, nil, nil, identifier)
        guard let digest = unsafe EVP_get_digestbyname(shortName(of: algorithm)),
            let own = unsafe OwnedObject(
                OCSP_cert_to_id(digest, leaf.pointer, issuer.pointer),
                { unsafe OCSP_CERTID_free($0) }
            )
        else { return false }
        return unsafe OCSP_id_cmp(own.pointer, identifier) == 0
    }

    private static func isSigned(_ basic: borrowing OwnedObject, by issuer: borrowing Certificate) -> Bool {
        guard let store = unsafe OwnedObject(X509_STORE_new(), { unsafe X509_STORE_free($0) }),
            let others = unsafe OwnedObject(shim_sk_X509_new(), { freeCertificates($0) }),
            unsafe X509_STORE_add_cert(store.pointer, issuer.pointer) == 1,
            unsafe X509_up_ref(issuer.pointer) == 1
        else { return false }
        _ = unsafe shim_sk_X509_push(others.pointer, issuer.pointer)
        // The issuer is most often an intermediate, so the path to it is a part of a chain.
        let flags = UInt(X509_V_FLAG_NO_CHECK_TIME) | UInt(X509_V_FLAG_PARTIAL_CHAIN)
        _ = unsafe X509_STORE_set_flags(store.pointer, flags)
        return unsafe OCSP_basic_verify(basic.pointer, others.pointer, store.pointer, 0) == 1
    }
}
