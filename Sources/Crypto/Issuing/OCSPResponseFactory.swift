// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
package import Foundation

/// Makes OCSP responses for laboratories and tests, bad ones among them.
package enum OCSPResponseFactory {
    /// What shall stand in a response, the same for every certificate.
    package struct Template: Sendable {
        package var status = OCSPStaple.Status.good
        package var thisUpdate: Date
        /// Nil leaves the field away.
        package var nextUpdate: Date?

        package init(thisUpdate: Date, nextUpdate: Date?) {
            self.thisUpdate = thisUpdate
            self.nextUpdate = nextUpdate
        }
    }

    /// One response for several certificates of one issuer, in DER.
    ///
    /// - Parameter signer: the issuer itself, a delegate, or somebody who may not sign.
    package static func respond(
        _ template: Template,
        for leaves: [[UInt8]],
        issuer: [UInt8],
        signer: IssuedCertificate
    ) throws(CryptoError) -> [UInt8] {
        ErrorQueue.clear()
        let made = unsafe OwnedObject(OCSP_BASICRESP_new()) { unsafe OCSP_BASICRESP_free($0) }
        guard let basic = consume made else { throw CryptoError(.issueOCSP) }
        let authority = try Certificate(der: issuer)
        for leaf in leaves {
            let certificate = try Certificate(der: leaf)
            try add(template, for: certificate, issuer: authority, to: basic)
        }
        let certificate = try Certificate(der: signer.der)
        let key = try signer.key.handle()
        guard
            unsafe OCSP_basic_sign(
                basic.pointer,
                certificate.pointer,
                key.pointer,
                EVP_sha256(),
                nil,
                0
            ) == 1,
            let response = unsafe OwnedObject(
                OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.pointer),
                { unsafe OCSP_RESPONSE_free($0) }
            )
        else { throw CryptoError(.issueOCSP) }
        return unsafe encodeDER(response.pointer) { unsafe i2d_OCSP_RESPONSE($0, $1) }
    }

    private static func add(
        _ template: Template,
        for certificate: borrowing Certificate,
        issuer: borrowing Certificate,
        to basic: borrowing OwnedObject
    ) throws(CryptoError) {
        let identifier = unsafe OCSP_cert_to_id(nil, certificate.pointer, issuer.pointer)
        defer { unsafe OCSP_CERTID_free(identifier) }
        let this = unsafe time(template.thisUpdate)
        let next = unsafe template.nextUpdate.flatMap { unsafe time($0) }
        defer {
            unsafe ASN1_STRING_free(this)
            unsafe ASN1_STRING_free(next)
        }
        let number: Int32 =
            switch template.status {
            case .good: V_OCSP_CERTSTATUS_GOOD
            case .revoked: V_OCSP_CERTSTATUS_REVOKED
            case .unknown: V_OCSP_CERTSTATUS_UNKNOWN
            }
        let revoked = unsafe template.status == .revoked ? this : nil
        guard unsafe identifier != nil, unsafe this != nil,
            unsafe OCSP_basic_add1_status(basic.pointer, identifier, number, -1, revoked, this, next) != nil
        else { throw CryptoError(.issueOCSP) }
    }

    private static func time(_ date: Date) -> UnsafeMutablePointer<ASN1_TIME>? {
        guard let seconds = Int(exactly: date.timeIntervalSince1970.rounded()) else { return nil }
        // Not ASN1_TIME_set: responses have GeneralizedTime only (RFC 6960 §4.2.2.1).
        return unsafe ASN1_GENERALIZEDTIME_set(nil, seconds)
    }
}
