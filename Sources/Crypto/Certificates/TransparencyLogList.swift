// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
internal import Foundation

/// Known transparency logs with their operators and keys, as a browser's log_list.json (version 3) has them.
package struct TransparencyLogList: Hashable, Sendable {
    package struct Log: Hashable, Sendable {
        package let name: String
        package let operatorName: String
        /// SubjectPublicKeyInfo in DER.
        package let key: [UInt8]
    }

    /// Why a file is no list of logs.
    package struct ListError: Error, Hashable, Sendable { package let problem: String }

    /// By the SHA-256 of the key, 64 hexadecimal digits.
    package let logs: [String: Log]

    private struct Document: Decodable {
        struct Operator: Decodable {
            let name: String
            let logs: [Entry]?
            let tiled_logs: [Entry]?
        }

        struct Entry: Decodable {
            let description: String?
            let key: String
        }

        let operators: [Operator]
    }

    package init(json: [UInt8]) throws(ListError) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(json))
        } catch {
            throw ListError(
                problem: "it is no log_list.json of version 3: operators with logs and their keys"
            )
        }
        var logs: [String: Log] = [:]
        for holder in document.operators {
            for entry in (holder.logs ?? []) + (holder.tiled_logs ?? []) {
                guard let key = Data(base64Encoded: entry.key) else {
                    throw ListError(problem: "the key of a log of \(holder.name) is no base64")
                }
                let log = Log(
                    name: entry.description ?? "",
                    operatorName: holder.name,
                    key: Array(key)
                )
                // The id is what RFC 6962 §3.2 makes of the key, whatever the file says.
                logs[SHA256.hex(log.key)] = log
            }
        }
        guard !logs.isEmpty else { throw ListError(problem: "it holds no log") }
        self.logs = logs
    }

    /// What a timestamp promises: the final certificate, or what became it once the timestamps were added.
    package enum Entry: Sendable { case certificate, precertificate }

    /// Whether the log signed the timestamp for this certificate; nil where the log is not listed or the
    /// issuer, which a precertificate's signature covers, is not known.
    package func verifies(
        _ timestamp: SignedCertificateTimestamp,
        of certificate: ParsedCertificate,
        issuer: ParsedCertificate?,
        as entry: Entry
    ) -> Bool? {
        guard let log = logs[timestamp.logID] else { return nil }
        guard timestamp.version == 0, let signature = timestamp.signature else { return false }
        let content: [UInt8]
        switch entry {
        case .certificate:
            content = [0, 0] + Self.vector24(certificate.der)
        case .precertificate:
            guard let issuer, let body = certificate.certificate.bodyWithoutTimestamps else { return nil }
            let keyHash = issuer.details.key.subjectPublicKeyInfo
            content = [0, 1] + SHA256.digest(keyHash) + Self.vector24(body)
        }
        let time = (0..<8).reversed().map { UInt8(truncatingIfNeeded: timestamp.milliseconds >> ($0 * 8)) }
        let count = signature.extensions.count
        let signed =
            [0, 0] + time + content + [
                UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count),
            ]
            + signature.extensions
        return Self.isSigned(signed, by: log.key, signature)
    }

    private static func vector24(_ bytes: [UInt8]) -> [UInt8] {
        [16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
    }

    /// Logs sign with SHA-256, by ECDSA or RSA (RFC 6962 §2.1.4).
    private static func isSigned(
        _ content: [UInt8],
        by key: [UInt8],
        _ signature: SignedCertificateTimestamp.Signature
    ) -> Bool {
        let decoded = decodeDER(key, { unsafe d2i_PUBKEY($0, $1, $2) }, { unsafe EVP_PKEY_free($0) })
        guard let key = consume decoded,
            let context = unsafe OwnedObject(EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) })
        else { return false }
        defer { ErrorQueue.clear() }
        let type = unsafe EVP_PKEY_get_base_id(key.pointer)
        let algorithm: UInt8? = type == NID_X9_62_id_ecPublicKey ? 3 : type == NID_rsaEncryption ? 1 : nil
        guard signature.hash == 4, signature.algorithm == algorithm,
            unsafe EVP_DigestVerifyInit(context.pointer, nil, EVP_sha256(), nil, key.pointer) == 1
        else { return false }
        return unsafe EVP_DigestVerify(
            context.pointer,
            signature.bytes,
            signature.bytes.count,
            content,
            content.count
        ) == 1
    }
}

extension Certificate {
    /// The DER of TBSCertificate as the log saw it: without its timestamps (RFC 6962 §3.2).
    var bodyWithoutTimestamps: [UInt8]? {
        guard let copy = unsafe Certificate(adopting: X509_dup(pointer)) else { return nil }
        let index = unsafe X509_get_ext_by_NID(copy.pointer, NID_ct_precert_scts, -1)
        guard index >= 0, let removed = unsafe X509_delete_ext(copy.pointer, index) else { return nil }
        unsafe X509_EXTENSION_free(removed)
        return unsafe encodeDER(copy.pointer) { unsafe i2d_re_X509_tbs($0, $1) }
    }
}
