// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// What one full handshake told, as the server sent it; nothing here is judged.
package struct TLSSessionFacts: Hashable, Sendable {
    /// How the server proved that it holds its key.
    package struct PeerSignature: Hashable, Sendable {
        /// `RSA`, `RSA-PSS`, `EC`, `DSA`, `Ed25519`, `Ed448`.
        package let type: String
        /// Such as `SHA256`; nil where the scheme hashes by itself.
        package let digest: String?

        package init(type: String, digest: String?) {
            self.type = type
            self.digest = digest
        }
    }

    /// The server's ephemeral key.
    package struct TemporaryKey: Hashable, Sendable {
        /// `DH`, `EC`, `X25519`, `X448`.
        package let type: String
        package let bits: Int

        package init(type: String, bits: Int) {
            self.type = type
            self.bits = bits
        }
    }

    /// The number on the wire.
    package let version: UInt16
    /// The suite's number at IANA.
    package let cipher: UInt16
    /// OpenSSL's name of the suite.
    package let cipherName: String
    /// OpenSSL's name of the group; nil where none was negotiated.
    package let group: String?
    package let temporaryKey: TemporaryKey?
    package let alpn: String?
    /// DER, leaf first, in the order sent.
    package let chain: [[UInt8]]
    /// The stapled OCSP response in DER; nil where none came.
    package let staple: [UInt8]?
    /// The timestamps of the TLS extension, each as the log wrote it (RFC 6962 §3.2).
    package let timestampList: [[UInt8]]
    /// Nil where the suite needs no signature of the server's.
    package let signature: PeerSignature?
    package let requestsClientCertificate: Bool
    /// The distinguished names of the authorities whose client certificates are welcome, at most 100.
    package let clientAuthorities: [String]
    package let hasExtendedMasterSecret: Bool
    package let isResumed: Bool

    package var timestamps: [SignedCertificateTimestamp] {
        timestampList.compactMap { SignedCertificateTimestamp($0) }
    }
}

extension TLSEngine {
    func facts(requestsClientCertificate: Bool) -> TLSSessionFacts {
        let cipher = unsafe SSL_get_current_cipher(pointer)
        defer { ErrorQueue.clear() }
        return unsafe TLSSessionFacts(
            version: UInt16(truncatingIfNeeded: SSL_version(pointer)),
            cipher: SSL_CIPHER_get_protocol_id(cipher),
            cipherName: String(cString: SSL_CIPHER_get_name(cipher)),
            group: group,
            temporaryKey: temporaryKey,
            alpn: alpn,
            chain: chain,
            staple: staple,
            timestampList: timestampList,
            signature: signature,
            requestsClientCertificate: requestsClientCertificate,
            clientAuthorities: clientAuthorities,
            hasExtendedMasterSecret: shim_SSL_get_extms_support(pointer) == 1,
            isResumed: SSL_session_reused(pointer) == 1
        )
    }

    private var group: String? {
        let identifier = unsafe shim_SSL_get_negotiated_group(pointer)
        guard identifier != NID_undef, let name = unsafe SSL_group_to_name(pointer, identifier) else {
            return nil
        }
        return unsafe String(cString: name)
    }

    private var temporaryKey: TLSSessionFacts.TemporaryKey? {
        let peer = unsafe shim_SSL_get_peer_tmp_key(pointer)
        guard let key = unsafe OwnedObject(peer, { unsafe EVP_PKEY_free($0) }),
            let name = unsafe EVP_PKEY_get0_type_name(key.pointer)
        else { return nil }
        return unsafe TLSSessionFacts.TemporaryKey(
            type: String(cString: name),
            bits: Int(EVP_PKEY_get_bits(key.pointer))
        )
    }

    private var alpn: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        unsafe SSL_get0_alpn_selected(pointer, &name, &length)
        guard let name = unsafe name, length > 0 else { return nil }
        return escaped(unsafe [UInt8](UnsafeBufferPointer(start: name, count: Int(length))))
    }

    private var chain: [[UInt8]] {
        guard let stack = unsafe SSL_get_peer_cert_chain(pointer) else { return [] }
        let count = unsafe shim_sk_X509_num(stack)
        return (0..<max(0, count)).map { certificateDER(unsafe shim_sk_X509_value(stack, $0)) }
    }

    private var staple: [UInt8]? {
        var bytes: UnsafePointer<UInt8>?
        let length = unsafe shim_SSL_get_tlsext_status_ocsp_resp(pointer, &bytes)
        guard let bytes = unsafe bytes, length > 0 else { return nil }
        return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: length))
    }

    private var timestampList: [[UInt8]] {
        // OpenSSL gathers timestamps from all three places; only the extension's are wanted here.
        let stack = unsafe SSL_get0_peer_scts(pointer)
        let count = unsafe shim_sk_SCT_num(stack)
        return (0..<max(0, count)).compactMap { index in
            let timestamp = unsafe shim_sk_SCT_value(stack, index)
            guard unsafe SCT_get_source(timestamp) == SCT_SOURCE_TLS_EXTENSION else { return nil }
            return encodeDER(timestamp) { unsafe i2o_SCT($0, $1) }
        }
    }

    private var signature: TLSSessionFacts.PeerSignature? {
        var type: Int32 = NID_undef
        guard unsafe SSL_get_peer_signature_type_nid(pointer, &type) == 1, type != NID_undef else {
            return nil
        }
        let digest = unsafe shim_SSL_get_peer_signature_nid(pointer)
        return TLSSessionFacts.PeerSignature(
            type: Self.keyName(type),
            digest: digest == NID_undef ? nil : unsafe OBJ_nid2sn(digest).map { unsafe String(cString: $0) }
        )
    }

    private static func keyName(_ type: Int32) -> String {
        switch type {
        case NID_rsaEncryption: "RSA"
        case NID_rsassaPss: "RSA-PSS"
        case NID_X9_62_id_ecPublicKey: "EC"
        case NID_dsa: "DSA"
        case NID_ED25519: "Ed25519"
        case NID_ED448: "Ed448"
        default: unsafe OBJ_nid2sn(type).map { unsafe String(cString: $0) } ?? String(type)
        }
    }

    var clientAuthorities: [String] {
        guard let names = unsafe SSL_get0_peer_CA_list(pointer) else { return [] }
        let count = unsafe min(100, max(0, shim_sk_X509_NAME_num(names)))
        return (0..<count).map { unsafe DistinguishedName(shim_sk_X509_NAME_value(names, $0)).text }
    }
}
