// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// What a client offers.
package struct TLSClientSettings: Hashable, Sendable {
    package var minimum = TLSVersion.tls10
    package var maximum = TLSVersion.tls13
    /// OpenSSL's cipher list for TLS 1.2 and below; always applied at security level 0.
    package var cipherList = "ALL:!aNULL:!eNULL"
    /// OpenSSL's group names joined by colons; nil for its defaults.
    package var groups: String?
    package var alpn: [String] = []
    /// Asks for a stapled OCSP response (RFC 6066 §8).
    package var requestsStatus = true
    /// Asks for certificate timestamps (RFC 6962 §3.3.1), which makes OpenSSL ask for a stapled response too.
    package var requestsTimestamps = true
    /// Asks for session tickets; without them a server of TLS 1.2 or below has session identifiers alone.
    package var requestsTickets = true
    /// Renegotiates with servers that do not bind the new handshake to the old one (RFC 5746), too.
    package var allowsUnsafeRenegotiation = false

    package init() {}
}

/// A client's settings made ready, for any number of sessions at once.
package final class TLSClientContext: Sendable {
    // Nothing is changed once init is through, and SSL_new may be called from any thread.
    private let context: OwnedObject
    private let requestsStatus: Bool

    /// All of RFC 8446 appendix B.4; OpenSSL's default leaves the two with CCM out.
    private static let suites13 =
        "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"
        + ":TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"

    /// Certificates are never verified here: what a server sends is judged from its chain afterwards.
    package init(_ settings: TLSClientSettings = TLSClientSettings()) throws(CryptoError) {
        let context = unsafe try OwnedObject.context(
            TLS_client_method(),
            ContextSettings(
                minimum: settings.minimum,
                maximum: settings.maximum,
                cipherList: settings.cipherList,
                groups: settings.groups
            )
        )
        guard unsafe SSL_CTX_set_ciphersuites(context.pointer, Self.suites13) == 1
        else { throw CryptoError(.configureContext) }
        unsafe SSL_CTX_set_verify(context.pointer, SSL_VERIFY_NONE, nil)
        // Or OpenSSL builds and checks a path all the same, whose result nobody reads.
        unsafe SSL_CTX_set_cert_verify_callback(context.pointer, { _, _ in 1 }, nil)
        _ = unsafe SSL_CTX_set_options(context.pointer, shim_SSL_OP_LEGACY_SERVER_CONNECT)
        if !settings.requestsTickets {
            _ = unsafe SSL_CTX_set_options(context.pointer, shim_SSL_OP_NO_TICKET)
        }
        if settings.allowsUnsafeRenegotiation {
            _ = unsafe SSL_CTX_set_options(
                context.pointer,
                shim_SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION
            )
        }
        if !settings.alpn.isEmpty {
            let list = try protocolNameList(settings.alpn)
            // This call alone of its kind returns 0 for success.
            guard unsafe SSL_CTX_set_alpn_protos(context.pointer, list, UInt32(clamping: list.count)) == 0
            else { throw CryptoError(.configureContext) }
        }
        if settings.requestsTimestamps {
            guard unsafe SSL_CTX_enable_ct(context.pointer, Int32(SSL_CT_VALIDATION_PERMISSIVE)) == 1
            else { throw CryptoError(.configureContext) }
        }
        TicketBasket.prepare(context)
        self.context = context
        requestsStatus = settings.requestsStatus
    }

    func makeEngine(serverName: String?) throws(CryptoError) -> TLSEngine {
        let engine = try TLSEngine(context)
        if let serverName, !serverName.isEmpty {
            guard !serverName.utf8.contains(0),
                unsafe shim_SSL_set_tlsext_host_name(engine.pointer, serverName) == 1
            else { throw CryptoError(.openSession, "the server name cannot be sent") }
        }
        if requestsStatus { unsafe shim_SSL_request_status(engine.pointer) }
        unsafe SSL_set_connect_state(engine.pointer)
        return engine
    }
}
