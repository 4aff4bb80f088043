// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
package import Foundation

/// What a time-stamping authority answers (RFC 3161 §2.4.2): a status and, where it granted, a token.
package struct TimestampReply: Hashable, Sendable {
    /// What a signature over a token is worth.
    package enum Standing: Hashable, Sendable {
        /// The chain of the authority's certificate ends in one that the reader trusts.
        case trusted
        /// The token is its signer's, and nobody vouches for the signer.
        case unknownAuthority
        /// In OpenSSL's words.
        case broken(String)
    }

    /// Longer ones are no time stamp.
    package static let longest = 1 << 20

    package let der: [UInt8]
    /// `PKIStatus`: 0 granted, 1 granted with modifications, 2 rejected … 5.
    package let status: Int
    /// When the authority saw the imprint, to the second; nil where there is no token.
    package let time: Date?
    /// Of the content, whatever its digest; empty where there is no token.
    package let imprint: [UInt8]
    package let isSHA256: Bool
    /// Without leading zeros; empty for none.
    package let nonce: [UInt8]
    /// Lower-case hex; empty where there is no token.
    package let serial: String
    /// The subject of the certificate that signed, as RFC 4514 writes it; nil where it is not in the token.
    package let authority: String?

    /// Throws where the bytes are not exactly one response.
    package init(_ der: [UInt8]) throws(CryptoError) {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard der.count <= Self.longest, let response = Self.read(der) else {
            throw CryptoError(.parseTimestamp)
        }
        self.der = der
        status = unsafe Int(
            clamping: ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response.pointer)))
        )
        guard let info = unsafe TS_RESP_get_tst_info(response.pointer) else {
            (time, imprint, isSHA256, nonce, serial, authority) = (nil, [], false, [], "", nil)
            return
        }
        time = date(unsafe TS_TST_INFO_get_time(info))
        imprint = bytes(of: unsafe TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(info)))
        isSHA256 = unsafe shim_TS_TST_INFO_digest(info) == NID_sha256
        nonce = magnitude(of: unsafe TS_TST_INFO_get_nonce(info))
        serial = Hexadecimal.encode(magnitude(of: unsafe TS_TST_INFO_get_serial(info)))
        authority = Self.authority(of: response)
    }

    private static func read(_ der: [UInt8]) -> OwnedObject? {
        decodeDER(der, { unsafe d2i_TS_RESP($0, $1, $2) }, { unsafe TS_RESP_free($0) })
    }

    private static func authority(of response: borrowing OwnedObject) -> String? {
        guard let signers = unsafe shim_TS_RESP_signers(response.pointer) else { return nil }
        defer { unsafe shim_sk_X509_free(signers) }
        guard unsafe shim_sk_X509_num(signers) == 1, let signer = unsafe shim_sk_X509_value(signers, 0) else {
            return nil
        }
        return DistinguishedName(unsafe X509_get_subject_name(signer)).text
    }

    /// Whether the token is over a SHA-256 and made by a certificate for time stamps (RFC 3161 §2.3) as of its own time.
    ///
    /// - Parameter authorities: certificates in PEM that the reader trusts; nil where there are none.
    package func standing(over digest: [UInt8], trusting authorities: [UInt8]?) -> Standing {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard isSHA256, imprint == digest else { return .broken("it is over something else") }
        guard let time, let response = Self.read(der) else { return .broken("there is no token in it") }
        if let authorities {
            guard let store = Self.store(of: authorities, at: time) else {
                return .broken("there is no certificate of an authority to hold it against")
            }
            if unsafe shim_TS_RESP_verify(response.pointer, digest, digest.count, store.pointer) == 1 {
                return .trusted
            }
            return .broken(ErrorQueue.take().reason)
        }
        guard let store = Self.store(ofSignersOf: response, at: time) else {
            return .broken("the certificate that signed it is not in it")
        }
        return unsafe shim_TS_RESP_verify(response.pointer, digest, digest.count, store.pointer) == 1
            ? .unknownAuthority : .broken(ErrorQueue.take().reason)
    }

    /// A store that judges certificates as of an instant, so that a token outlives the certificate of its signer.
    private static func store(at time: Date) -> OwnedObject? {
        let made = unsafe OwnedObject(X509_STORE_new()) { unsafe X509_STORE_free($0) }
        guard let store = consume made else { return nil }
        unsafe X509_VERIFY_PARAM_set_time(
            X509_STORE_get0_param(store.pointer),
            Int(time.timeIntervalSince1970)
        )
        return store
    }

    private static func store(of pem: [UInt8], at time: Date) -> OwnedObject? {
        guard let store = store(at: time), let bundle = OwnedObject.memory(pem) else { return nil }
        var count = 0
        while let certificate = unsafe Certificate(
            adopting: PEM_read_bio_X509(bundle.pointer, nil, nil, nil)
        ) {
            guard unsafe X509_STORE_add_cert(store.pointer, certificate.pointer) == 1 else { return nil }
            count += 1
        }
        ErrorQueue.clear()
        // An intermediate that the reader trusts is enough.
        _ = unsafe X509_STORE_set_flags(store.pointer, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        guard count > 0 else { return nil }
        return store
    }

    private static func store(ofSignersOf response: borrowing OwnedObject, at time: Date) -> OwnedObject? {
        guard let store = store(at: time), let signers = unsafe shim_TS_RESP_signers(response.pointer) else {
            return nil
        }
        defer { unsafe shim_sk_X509_free(signers) }
        guard unsafe shim_sk_X509_num(signers) == 1,
            unsafe X509_STORE_add_cert(store.pointer, shim_sk_X509_value(signers, 0)) == 1
        else { return nil }
        _ = unsafe X509_STORE_set_flags(store.pointer, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        return store
    }
}
