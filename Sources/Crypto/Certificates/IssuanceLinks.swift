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

    /// Throws where a certificate cannot be read or there are more than `limit`.
    package init(chain: [[UInt8]]) throws(CryptoError) {
        guard chain.count <= Self.limit else {
            throw CryptoError(.verifyChain, "\(chain.count) certificates were sent")
        }
        sha256 = chain.map { SHA256.hex($0) }
        var issuers: [[Int]] = []
        var isSelfSigned: [Bool] = []
        for (position, der) in chain.enumerated() {
            let certificate = try Certificate(der: der)
            isSelfSigned.append(certificate.isSelfSigned)
            var found: [Int] = []
            for (other, candidate) in chain.enumerated() where other != position && candidate != der {
                if certificate.isIssued(by: try Certificate(der: candidate)) { found.append(other) }
            }
            issuers.append(found)
        }
        self.issuers = issuers
        self.isSelfSigned = isSelfSigned
    }

    /// Whether a certificate was issued by another, by name and signature; false where either cannot be read.
    package static func isIssued(_ certificate: [UInt8], by issuer: [UInt8]) -> Bool {
        guard let certificate = try? Certificate(der: certificate), let issuer = try? Certificate(der: issuer)
        else { return false }
        return certificate.isIssued(by: issuer)
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
