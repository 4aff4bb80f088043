// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// One TLS connection of a client, as a machine: bytes in, bytes out, no socket.
///
/// Call `step()` first, then send what `takeOutput()` gives, hand in what arrives, and so on.
@safe
package struct TLSClientSession: ~Copyable, Sendable {
    private var engine: TLSEngine
    private let wasAskedForCertificate: SharedFlag

    /// The server name goes into SNI; nil sends none.
    ///
    /// Literal addresses must not be given (RFC 6066 §3).
    package init(_ context: TLSClientContext, serverName: String?) throws(CryptoError) {
        engine = try context.makeEngine(serverName: serverName)
        wasAskedForCertificate = SharedFlag()
        unsafe SSL_set_cert_cb(
            engine.pointer,
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

    /// Encrypts application data into the output.
    package mutating func write(_ bytes: [UInt8]) -> TLSStep { engine.write(bytes) }

    /// Decrypts application data, at most one record's.
    package mutating func read() -> TLSRead { engine.read() }

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
