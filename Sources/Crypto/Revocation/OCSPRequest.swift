// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// A question to a responder (RFC 6960 §4.1), in the profile of RFC 5019 §2.1.
package enum OCSPRequest {
    /// About one certificate, identified by SHA-1, neither signed nor with a nonce, so that responders may keep
    /// their answers ready.
    package static func make(for certificate: ParsedCertificate, issuer: ParsedCertificate)
        throws(CryptoError) -> [UInt8]
    {
        let subject = unsafe certificate.certificate.pointer
        let authority = unsafe issuer.certificate.pointer
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard
            let request = unsafe OwnedObject(
                OCSP_REQUEST_new(),
                { unsafe OCSP_REQUEST_free($0) }
            ), let identifier = unsafe OCSP_cert_to_id(EVP_sha1(), subject, authority)
        else { throw CryptoError(.issueOCSP) }
        guard unsafe OCSP_request_add0_id(request.pointer, identifier) != nil else {
            unsafe OCSP_CERTID_free(identifier)
            throw CryptoError(.issueOCSP)
        }
        return unsafe encodeDER(request.pointer) { unsafe i2d_OCSP_REQUEST($0, $1) }
    }
}
