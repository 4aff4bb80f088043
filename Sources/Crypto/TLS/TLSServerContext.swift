// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// How a laboratory's server behaves, weaknesses included.
package struct TLSServerSettings: Sendable {
    /// A certificate with what is sent after it.
    package struct Identity: Sendable {
        package let leaf: IssuedCertificate
        /// DER, sent in this order, right or wrong.
        package let rest: [[UInt8]]

        package init(leaf: IssuedCertificate, rest: [[UInt8]] = []) {
            self.leaf = leaf
            self.rest = rest
        }
    }

    /// At most one a key type: OpenSSL picks by what the client can verify.
    package var identities: [Identity]
    package var minimum = TLSVersion.tls10
    package var maximum = TLSVersion.tls13
    /// OpenSSL's cipher list for TLS 1.2 and below; always applied at security level 0.
    package var cipherList = "DEFAULT"
    package var groups: String?
    /// The server's protocols, best first; without a common one the connection goes on without ALPN.
    package var alpn: [String] = []
    /// An OCSP response in DER for clients that ask.
    package var staple: [UInt8]?
    package var prefersOwnOrder = true
    package var sendsTickets = true
    package var requestsClientCertificate = false
    package var allowsRenegotiation = false

    package init(identities: [Identity]) { self.identities = identities }
}

/// A server's settings made ready, for any number of sessions at once.
package final class TLSServerContext: Sendable {
    private let context: OwnedObject
    // OpenSSL's callbacks point to these bytes for as long as there are sessions, each of which holds this object.
    private let protocols: StableBytes
    private let staple: StableBytes

    package init(_ settings: TLSServerSettings) throws(CryptoError) {
        context = unsafe try OwnedObject.context(
            TLS_server_method(),
            ContextSettings(
                minimum: settings.minimum,
                maximum: settings.maximum,
                cipherList: settings.cipherList,
                groups: settings.groups
            )
        )
        protocols = StableBytes(try protocolNameList(settings.alpn))
        staple = StableBytes(settings.staple ?? [])
        unsafe shim_SSL_CTX_set_dh_auto(context.pointer)
        for identity in settings.identities { try Self.use(identity, in: context) }
        var options: UInt64 = 0
        if settings.prefersOwnOrder { options |= shim_SSL_OP_CIPHER_SERVER_PREFERENCE }
        if !settings.sendsTickets { options |= shim_SSL_OP_NO_TICKET }
        options |=
            settings.allowsRenegotiation
            ? shim_SSL_OP_ALLOW_CLIENT_RENEGOTIATION : shim_SSL_OP_NO_RENEGOTIATION
        _ = unsafe SSL_CTX_set_options(context.pointer, options)
        if settings.requestsClientCertificate {
            unsafe SSL_CTX_set_verify(context.pointer, SSL_VERIFY_PEER, { _, _ in 1 })
        }
        if !settings.alpn.isEmpty {
            unsafe SSL_CTX_set_alpn_select_cb(context.pointer, Self.selectProtocol, protocols.pointer)
        }
        if settings.staple != nil {
            unsafe shim_SSL_CTX_set_tlsext_status(context.pointer, Self.sendStaple, staple.pointer)
        }
    }

    func makeEngine() throws(CryptoError) -> TLSEngine {
        let engine = try TLSEngine(context)
        unsafe SSL_set_accept_state(engine.pointer)
        return engine
    }

    private static func use(
        _ identity: TLSServerSettings.Identity,
        in context: borrowing OwnedObject
    ) throws(CryptoError) {
        let leaf = try Certificate(der: identity.leaf.der)
        let key = try identity.leaf.key.handle()
        guard unsafe SSL_CTX_use_certificate(context.pointer, leaf.pointer) == 1,
            unsafe SSL_CTX_use_PrivateKey(context.pointer, key.pointer) == 1
        else { throw CryptoError(.configureContext) }
        for der in identity.rest {
            let certificate = try Certificate(der: der)
            guard unsafe shim_SSL_CTX_add1_chain_cert(context.pointer, certificate.pointer) == 1
            else { throw CryptoError(.configureContext) }
        }
    }

    private static let selectProtocol: SSL_CTX_alpn_select_cb_func = {
        _,
        chosen,
        length,
        offered,
        count,
        argument in
        guard let own = unsafe StableBytes.view(argument), let offered = unsafe offered else {
            return SSL_TLSEXT_ERR_NOACK
        }
        var pick: UnsafeMutablePointer<UInt8>?
        let result = unsafe SSL_select_next_proto(
            &pick,
            length,
            own.baseAddress,
            UInt32(clamping: own.count),
            offered,
            count
        )
        guard result == OPENSSL_NPN_NEGOTIATED else { return SSL_TLSEXT_ERR_NOACK }
        unsafe chosen?.pointee = unsafe UnsafePointer(pick)
        return SSL_TLSEXT_ERR_OK
    }

    private static let sendStaple: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32 = {
        session,
        argument in
        guard let staple = unsafe StableBytes.view(argument),
            unsafe shim_SSL_set_tlsext_status_ocsp_resp(session, staple.baseAddress, staple.count) == 1
        else { return SSL_TLSEXT_ERR_NOACK }
        return SSL_TLSEXT_ERR_OK
    }
}

/// Bytes that never move, with their count before them, for C callbacks to read.
@safe
struct StableBytes: ~Copyable, @unchecked Sendable {
    private static let header = MemoryLayout<Int>.size

    let pointer: UnsafeMutableRawPointer

    init(_ bytes: [UInt8]) {
        unsafe pointer = .allocate(
            byteCount: Self.header + bytes.count,
            alignment: MemoryLayout<Int>.alignment
        )
        unsafe pointer.storeBytes(of: bytes.count, as: Int.self)
        unsafe (pointer + Self.header).copyMemory(from: bytes, byteCount: bytes.count)
    }

    static func view(_ pointer: UnsafeMutableRawPointer?) -> UnsafeBufferPointer<UInt8>? {
        guard let pointer = unsafe pointer else { return nil }
        let count = unsafe pointer.load(as: Int.self)
        let start = unsafe (pointer + header).assumingMemoryBound(to: UInt8.self)
        return unsafe UnsafeBufferPointer(start: start, count: count)
    }

    deinit { unsafe pointer.deallocate() }
}
