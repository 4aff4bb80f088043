// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
internal import Synchronization

/// Why a chain does not end in an anchor.
package enum ChainFault: String, Codable, Sendable {
    /// The leaf signed itself and is no anchor.
    case selfSignedLeaf = "self-signed-leaf"
    /// The chain is complete, but its root is no anchor.
    case unknownRoot = "unknown-root"
    /// An issuer was neither sent nor is an anchor: a missing intermediate, or an unknown root that was not sent.
    case missingIssuer = "missing-issuer"
    /// Any other refusal; see the code and the reason.
    case other
}

/// Whether a chain leads to an anchor, leaving the clock, names and the strength of algorithms aside.
package struct ChainVerdict: Hashable, Codable, Sendable {
    package let isTrusted: Bool
    /// Nil where the chain is trusted.
    package let fault: ChainFault?
    /// OpenSSL's `X509_V_ERR_` number; 0 where the chain is trusted.
    package let code: Int
    /// OpenSSL's words for the code.
    package let reason: String
    /// The SHA-256 of each certificate as far as the path could be built, leaf first, the anchor included.
    package let path: [String]
    /// The anchor's subject; nil where none was reached.
    package let anchor: String?
    /// The subject nobody could supply where an issuer is missing.
    package let missingIssuer: String?
    /// The content hash of the store that was asked.
    package let store: String
}

/// A set of trust anchors, loaded once and shared.
package final class TrustStore: Sendable {
    // X509_STORE locks itself, and nothing is added once init is through.
    private let store: OwnedObject
    /// How many anchors there are.
    package let count: Int
    /// How many blocks of the bundle could not be read.
    package let unreadable: Int
    /// SHA-256 over the anchors' DER bytes, sorted: 64 hexadecimal digits.
    package let hash: String
    /// By the SHA-256 of each certificate, as it was sent: the clock is left out, so a verdict holds for ever.
    private let verdicts: Mutex<[[String]: ChainVerdict]> = Mutex([:])

    /// Chains; beyond them it begins anew.
    private static let mostVerdicts = 256

    /// Reads a bundle of PEM certificates, and adds further anchors in DER.
    package convenience init(pem: [UInt8], anchors: [[UInt8]] = []) throws(CryptoError) {
        guard let bundle = OwnedObject.memory(pem) else { throw CryptoError(.loadTrustStore) }
        try self.init(bundle: bundle, anchors: anchors)
    }

    /// Reads a file of PEM certificates, and adds further anchors in DER.
    package convenience init(file: String, anchors: [[UInt8]] = []) throws(CryptoError) {
        ErrorQueue.clear()
        let opened = unsafe OwnedObject(BIO_new_file(file, "r")) { unsafe BIO_free_all($0) }
        guard let bundle = consume opened else { throw CryptoError(.loadTrustStore) }
        try self.init(bundle: bundle, anchors: anchors)
    }

    private init(bundle: borrowing OwnedObject, anchors: [[UInt8]]) throws(CryptoError) {
        guard let store = unsafe OwnedObject(X509_STORE_new(), { unsafe X509_STORE_free($0) })
        else { throw CryptoError(.loadTrustStore) }
        var (ders, unreadable) = Self.read(bundle)
        ders.append(contentsOf: anchors)
        let distinct = Set(ders).sorted { $0.lexicographicallyPrecedes($1) }
        for der in distinct {
            let certificate = try Certificate(der: der)
            guard unsafe X509_STORE_add_cert(store.pointer, certificate.pointer) == 1
            else { throw CryptoError(.loadTrustStore) }
        }
        guard !distinct.isEmpty else { throw CryptoError(.loadTrustStore, "no certificate found") }
        self.store = store
        self.unreadable = unreadable
        count = distinct.count
        hash = SHA256.hex(distinct.flatMap(\.self))
    }

    /// The anchor that issued a certificate, in DER; nil where none did.
    package func issuer(of subject: ParsedCertificate) -> [UInt8]? {
        guard let context = unsafe OwnedObject(X509_STORE_CTX_new(), { unsafe X509_STORE_CTX_free($0) })
        else { return nil }
        defer { ErrorQueue.clear() }
        let pointer = unsafe subject.certificate.pointer
        guard unsafe X509_STORE_CTX_init(context.pointer, store.pointer, pointer, nil) == 1
        else { return nil }
        var raw: OpaquePointer?
        guard unsafe X509_STORE_CTX_get1_issuer(&raw, context.pointer, pointer) == 1,
            let issuer = unsafe Certificate(adopting: raw), subject.certificate.isIssued(by: issuer)
        else { return nil }
        return issuer.der
    }

    private static func read(_ bundle: borrowing OwnedObject) -> (ders: [[UInt8]], unreadable: Int) {
        var ders: [[UInt8]] = []
        var unreadable = 0
        while true {
            ErrorQueue.clear()
            let read = unsafe PEM_read_bio_X509(bundle.pointer, nil, nil, nil)
            if let certificate = unsafe Certificate(adopting: unsafe read) {
                ders.append(certificate.der)
            } else if ErrorQueue.take().isEndOfPEM {
                return (ders, unreadable)
            } else {
                unreadable += 1
            }
        }
    }

    /// Builds a path from the certificates that a server sent, leaf first, for a TLS server's purpose.
    ///
    /// The clock is left out (X509_V_FLAG_NO_CHECK_TIME) and the security level is 0: dates, names and weak
    /// algorithms are judged elsewhere, so that a weak signature does not pass for a lack of trust.
    /// Throws where the list is empty.
    package func verify(chain: [ParsedCertificate]) throws(CryptoError) -> ChainVerdict {
        let sent = chain.map(\.details.sha256)
        if let known = verdicts.withLock({ $0[sent] }) { return known }
        let verdict = try build(from: chain)
        verdicts.withLock { verdicts in
            if verdicts.count >= Self.mostVerdicts { verdicts = [:] }
            verdicts[sent] = verdict
        }
        return verdict
    }

    private func build(from chain: [ParsedCertificate]) throws(CryptoError) -> ChainVerdict {
        guard let first = chain.first else { throw CryptoError(.verifyChain, "no certificate was sent") }
        guard let sent = unsafe OwnedObject(shim_sk_X509_new(), { freeCertificates($0) }),
            let context = unsafe OwnedObject(X509_STORE_CTX_new(), { unsafe X509_STORE_CTX_free($0) })
        else { throw CryptoError(.verifyChain) }
        for other in chain.dropFirst() {
            let pointer = unsafe other.certificate.pointer
            guard unsafe X509_up_ref(pointer) == 1 else { throw CryptoError(.verifyChain) }
            _ = unsafe shim_sk_X509_push(sent.pointer, pointer)
        }
        defer { ErrorQueue.clear() }
        let leaf = unsafe first.certificate.pointer
        guard unsafe X509_STORE_CTX_init(context.pointer, store.pointer, leaf, sent.pointer) == 1,
            let parameters = unsafe X509_STORE_CTX_get0_param(context.pointer)
        else { throw CryptoError(.verifyChain) }
        _ = unsafe X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER)
        _ = unsafe X509_VERIFY_PARAM_set_trust(parameters, X509_TRUST_SSL_SERVER)
        _ = unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_NO_CHECK_TIME))
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 0)
        let isTrusted = unsafe X509_verify_cert(context.pointer) == 1
        return verdict(of: context, isTrusted: isTrusted)
    }

    private func verdict(of context: borrowing OwnedObject, isTrusted: Bool) -> ChainVerdict {
        let code = unsafe X509_STORE_CTX_get_error(context.pointer)
        let built = unsafe X509_STORE_CTX_get0_chain(context.pointer)
        let count = unsafe max(0, shim_sk_X509_num(built))
        let path = (0..<count).map { SHA256.hex(certificateDER(unsafe shim_sk_X509_value(built, $0))) }
        let last = unsafe count == 0 ? nil : shim_sk_X509_value(built, count - 1)
        let fault: ChainFault? = isTrusted ? nil : Self.fault(code)
        return unsafe ChainVerdict(
            isTrusted: isTrusted,
            fault: fault,
            code: Int(code),
            reason: String(cString: X509_verify_cert_error_string(Int(code))),
            path: path,
            anchor: isTrusted ? DistinguishedName(X509_get_subject_name(last)).text : nil,
            missingIssuer: fault == .missingIssuer ? DistinguishedName(X509_get_issuer_name(last)).text : nil,
            store: hash
        )
    }

    private static func fault(_ code: Int32) -> ChainFault {
        switch code {
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSignedLeaf
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: .unknownRoot
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            .missingIssuer
        default: .other
        }
    }
}

/// Frees a stack and its references.
@safe
func freeCertificates(_ stack: OpaquePointer?) {
    for index in 0..<max(0, unsafe shim_sk_X509_num(stack)) {
        unsafe X509_free(shim_sk_X509_value(stack, index))
    }
    unsafe shim_sk_X509_free(stack)
}
