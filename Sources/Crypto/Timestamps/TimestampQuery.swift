// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// What is sent to a time-stamping authority (RFC 3161 §2.4.1): a SHA-256, a nonce, and the wish for its certificate.
package struct TimestampQuery: Hashable, Sendable {
    package let der: [UInt8]
    /// Of the content; 32 bytes.
    package let imprint: [UInt8]
    /// Without leading zeros; empty where a query that was read has none.
    package let nonce: [UInt8]

    /// - Parameters:
    ///   - imprint: the SHA-256 of the content.
    ///   - nonce: at most 20 bytes.
    package init(imprint: [UInt8], nonce: [UInt8] = RandomBytes.made(8)) throws(CryptoError) {
        ErrorQueue.clear()
        let empty = unsafe OwnedObject(TS_REQ_new()) { unsafe TS_REQ_free($0) }
        guard let request = consume empty, imprint.count == 32, nonce.count <= 20,
            unsafe TS_REQ_set_version(request.pointer, 1) == 1, Self.put(imprint, into: request),
            Self.put(nonce: nonce, into: request), unsafe TS_REQ_set_cert_req(request.pointer, 1) == 1
        else { throw CryptoError(.makeTimestampQuery) }
        der = unsafe encodeDER(request.pointer) { unsafe i2d_TS_REQ($0, $1) }
        self.imprint = imprint
        self.nonce = Array(nonce.drop { $0 == 0 })
    }

    /// Reads a query that was written before.
    package init(der: [UInt8]) throws(CryptoError) {
        ErrorQueue.clear()
        let read = decodeDER(der, { unsafe d2i_TS_REQ($0, $1, $2) }, { unsafe TS_REQ_free($0) })
        guard let request = consume read else { throw CryptoError(.parseTimestamp) }
        let message = unsafe TS_MSG_IMPRINT_get_msg(TS_REQ_get_msg_imprint(request.pointer))
        self.der = der
        imprint = bytes(of: unsafe message)
        nonce = magnitude(of: unsafe TS_REQ_get_nonce(request.pointer))
    }

    private static func put(_ imprint: [UInt8], into request: borrowing OwnedObject) -> Bool {
        let empty = unsafe OwnedObject(TS_MSG_IMPRINT_new()) { unsafe TS_MSG_IMPRINT_free($0) }
        guard let message = consume empty, let algorithm = unsafe X509_ALGOR_new() else { return false }
        defer { unsafe X509_ALGOR_free(algorithm) }
        var digest = imprint
        return unsafe X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1
            && TS_MSG_IMPRINT_set_algo(message.pointer, algorithm) == 1
            && TS_MSG_IMPRINT_set_msg(message.pointer, &digest, Int32(digest.count)) == 1
            && TS_REQ_set_msg_imprint(request.pointer, message.pointer) == 1
    }

    private static func put(nonce: [UInt8], into request: borrowing OwnedObject) -> Bool {
        guard let number = unsafe BN_bin2bn(nonce, Int32(nonce.count), nil) else { return false }
        defer { unsafe BN_free(number) }
        guard let integer = unsafe BN_to_ASN1_INTEGER(number, nil) else { return false }
        defer { unsafe ASN1_INTEGER_free(integer) }
        return unsafe TS_REQ_set_nonce(request.pointer, integer) == 1
    }
}

/// The bytes of a number without leading zeros; empty for none.
@safe
func magnitude(of integer: UnsafePointer<ASN1_INTEGER>?) -> [UInt8] {
    guard let integer = unsafe integer else { return [] }
    return Array(bytes(of: integer).drop { $0 == 0 })
}
