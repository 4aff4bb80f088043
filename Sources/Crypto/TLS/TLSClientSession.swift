// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// One TLS connection of a client, as a machine: bytes in, bytes out, no socket.
///
/// Call `step()` first, then send what `takeOutput()` gives, hand in what arrives, and so on.
@safe
package struct TLSClientSession: ~Copyable, Sendable {
    private var engine: TLSEngine
    private let wasAskedForCertificate: SharedFlag
    private let basket: TicketBasket

    /// The server name goes into SNI; nil sends none.
    ///
    /// Literal addresses must not be given (RFC 6066 §3).
    /// With a session, its resumption is offered.
    package init(
        _ context: TLSClientContext,
        serverName: String?,
        resuming session: TLSSession? = nil
    ) throws(CryptoError) {
        let engine = try context.makeEngine(serverName: serverName)
        if let session { try engine.resume(session) }
        let basket = TicketBasket()
        try basket.attach(to: engine)
        self.engine = engine
        self.basket = basket
        wasAskedForCertificate = SharedFlag()
        unsafe SSL_set_cert_cb(
            self.engine.pointer,
            { _, argument in
                unsafe argument?.assumingMemoryBound(to: Bool.self).pointee = true
                return 1
            },
            wasAskedForCertificate.pointer
        )
    }

    /// Takes bytes from the peer.
    package mutating func receive(_ bytes: [UInt8]) { engine.receive(bytes) }

    /// Goes on with the handshake as far as the bytes reach.
    package mutating func step() -> TLSStep { engine.step() }

    /// The bytes for the peer, an alert included where the handshake failed; empties the output.
    package mutating func takeOutput() -> [UInt8] { engine.takeOutput() }

    /// What the handshake told; nil before it is done.
    package func facts() -> TLSSessionFacts? {
        guard engine.isEstablished else { return nil }
        return engine.facts(requestsClientCertificate: wasAskedForCertificate.value)
    }

    /// The newest session that can be resumed: with TLS 1.3 it comes after the handshake.
    package var session: TLSSession? { engine.resumableSession }

    /// Every ticket that the peer gave over this connection, in order: often two of one key with TLS 1.3.
    package var tickets: [[UInt8]] { basket.tickets }

    /// Starts the handshake with early data in its first flight; false where the session resumed allows none.
    package mutating func writeEarly(_ bytes: [UInt8]) -> Bool { engine.writeEarly(bytes) }

    package var earlyData: EarlyDataAnswer { engine.earlyData }

    /// As sent; known from the ServerHello on, empty or zero before.
    package var serverRandom: [UInt8] { engine.serverRandom }

    /// Whether the server has taken up the session offered; known from its ServerHello on.
    package var isResuming: Bool { engine.isResuming }

    /// Whether the server has asked for a certificate, be the handshake through, failed or under way.
    package var requestsClientCertificate: Bool { wasAskedForCertificate.value }

    /// The authorities named with that request, RFC 4514 strings, at most 100; text from the peer.
    package var clientAuthorities: [String] { engine.clientAuthorities }

    /// Encrypts application data into the output.
    package mutating func write(_ bytes: [UInt8]) -> TLSStep { engine.write(bytes) }

    /// Decrypts application data, at most one record's.
    package mutating func read() -> TLSRead { engine.read() }

    /// Begins another handshake within this one, up to TLS 1.2; ``read()`` goes on with it.
    ///
    /// False where this OpenSSL will not.
    package mutating func renegotiate() -> Bool { engine.renegotiate() }

    /// Whether a handshake within this one is under way.
    package var isRenegotiating: Bool { engine.isRenegotiating }

    /// Puts close_notify into the output.
    package mutating func close() { engine.close() }
}

/// A flag with an address, for a C callback to set.
@safe
struct SharedFlag: ~Copyable, @unchecked Sendable {
    let pointer: UnsafeMutablePointer<Bool>

    init() {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: false)
    }

    var value: Bool { unsafe pointer.pointee }

    deinit { unsafe pointer.deallocate() }
}
