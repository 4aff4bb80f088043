// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// One TLS connection of a server, as a machine: bytes in, bytes out, no socket.
@safe
package struct TLSServerSession: ~Copyable, Sendable {
    private var engine: TLSEngine
    // Keeps alive what OpenSSL's callbacks read.
    private let context: TLSServerContext

    package init(_ context: TLSServerContext) throws(CryptoError) {
        engine = try context.makeEngine()
        self.context = context
    }

    /// Takes bytes from the peer.
    package mutating func receive(_ bytes: [UInt8]) { engine.receive(bytes) }

    /// Goes on with the handshake as far as the bytes reach.
    package mutating func step() -> TLSStep { engine.step() }

    /// The bytes for the peer, an alert included where the handshake failed; empties the output.
    package mutating func takeOutput() -> [UInt8] { engine.takeOutput() }

    /// The name that the client asked for; nil where it sent none.
    package var serverName: String? {
        guard let name = unsafe SSL_get_servername(engine.pointer, TLSEXT_NAMETYPE_host_name) else {
            return nil
        }
        return unsafe String(cString: name)
    }

    /// Encrypts application data into the output.
    package mutating func write(_ bytes: [UInt8]) -> TLSStep { engine.write(bytes) }

    /// Decrypts application data, at most one record's.
    package mutating func read() -> TLSRead { engine.read() }

    /// Puts close_notify into the output.
    package mutating func close() { engine.close() }
}
