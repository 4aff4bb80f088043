// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Whether the key of a certificate made a signature.
package struct SignatureVerification: Sendable {
    /// Such as `SHA256`; nil where the algorithm hashes by itself.
    private let digest: String?
    private let isPSS: Bool

    package init(digest: String?, isPSS: Bool) {
        self.digest = digest
        self.isPSS = isPSS
    }

    /// Nil where OpenSSL does not know such keys or has no such algorithm for it.
    package func isMade(by certificate: ParsedCertificate, _ signature: [UInt8], over content: [UInt8])
        -> Bool?
    {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard let key = unsafe X509_get0_pubkey(certificate.certificate.pointer),
            let context = unsafe OwnedObject(EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) })
        else { return nil }
        var parameters: OpaquePointer?
        guard
            unsafe EVP_DigestVerifyInit_ex(context.pointer, &parameters, digest, nil, nil, key, nil) == 1
        else { return nil }
        if isPSS {
            // The salt is as long as the digest (RFC 8446 §4.2.3).
            guard unsafe EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
                unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1
            else { return nil }
        }
        return unsafe EVP_DigestVerify(
            context.pointer,
            signature,
            signature.count,
            content,
            content.count
        ) == 1
    }
}
