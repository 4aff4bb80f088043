// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Which of the certificates of one chain issued which, by names and by the signature itself.
package struct IssuanceLinks: Hashable, Sendable {
    /// More certificates than this are not compared: each pair may cost one signature check.
    package static let limit = 32

    /// For each position, the positions of other certificates whose name and key issued it, ascending.
    package let issuers: [[Int]]
    /// For each position, whether its own key verifies its signature.
    package let isSelfSigned: [Bool]
    /// SHA-256 of each certificate's DER bytes.
    package let sha256: [String]

    /// Throws where there are more than `limit`.
    package init(chain: [ParsedCertificate]) throws(CryptoError) {
        guard chain.count <= Self.limit else {
            throw CryptoError(.verifyChain, "\(chain.count) certificates were sent")
        }
        sha256 = chain.map(\.details.sha256)
        isSelfSigned = chain.map(\.details.isSelfSigned)
        issuers = chain.map { certificate in
            chain.indices.filter { chain[$0].der != certificate.der && certificate.isIssued(by: chain[$0]) }
        }
    }
}

extension Certificate {
    func isIssued(by other: borrowing Certificate) -> Bool {
        guard
            unsafe X509_NAME_cmp(X509_get_issuer_name(pointer), X509_get_subject_name(other.pointer)) == 0,
            let key = unsafe X509_get0_pubkey(other.pointer)
        else { return false }
        defer { ErrorQueue.clear() }
        return unsafe X509_verify(pointer, key) == 1
    }
}
