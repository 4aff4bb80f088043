// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// A session that a later handshake may resume, with the secrets that this takes.
///
/// Each connection gets a copy, since OpenSSL marks the session of one that goes wrong as useless for the next.
package final class TLSSession: Sendable {
    // Nothing changes it.
    private let kept: OwnedObject
    /// As the server sent it (RFC 5077 §3.3, RFC 8446 §4.6.1); empty for a session that the server keeps.
    package let ticket: [UInt8]
    /// Seconds that the ticket claims to live; 0 leaves it to the client, and stands where there is no ticket.
    package let ticketLifetime: Int
    /// Bytes of early data that the ticket allows (RFC 8446 §4.2.10); 0 for none.
    package let maximumEarlyData: Int

    /// Nil for a session without a ticket and without an identifier.
    init?(_ session: borrowing OwnedObject) {
        guard unsafe SSL_SESSION_is_resumable(session.pointer) == 1, let kept = Self.copy(session)
        else { return nil }
        ticket = unsafe ticketBytes(kept.pointer)
        ticketLifetime =
            ticket.isEmpty
            ? 0 : unsafe Int(clamping: SSL_SESSION_get_ticket_lifetime_hint(kept.pointer))
        maximumEarlyData = unsafe Int(SSL_SESSION_get_max_early_data(kept.pointer))
        self.kept = kept
    }

    func handle() throws(CryptoError) -> OwnedObject {
        guard let copy = Self.copy(kept) else { throw CryptoError(.openSession) }
        return copy
    }

    private static func copy(_ session: borrowing OwnedObject) -> OwnedObject? {
        unsafe OwnedObject(SSL_SESSION_dup(session.pointer)) { unsafe SSL_SESSION_free($0) }
    }
}

/// What became of early data (RFC 8446 §4.2.10).
package enum EarlyDataAnswer: Hashable, Sendable {
    case notSent, accepted, rejected
}

extension TLSEngine {
    /// The newest session that the peer gave and that can be resumed; nil where it gave none so far.
    var resumableSession: TLSSession? {
        guard isEstablished,
            let session = unsafe OwnedObject(SSL_get1_session(pointer), { unsafe SSL_SESSION_free($0) })
        else { return nil }
        return TLSSession(session)
    }

    /// Offers a session, before the handshake.
    func resume(_ session: TLSSession) throws(CryptoError) {
        let handle = try session.handle()
        guard unsafe SSL_set_session(pointer, handle.pointer) == 1 else { throw CryptoError(.openSession) }
    }

    /// Starts the handshake with early data; false where the session offered allows none.
    func writeEarly(_ bytes: [UInt8]) -> Bool {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        var written = 0
        return unsafe SSL_write_early_data(pointer, bytes, bytes.count, &written) == 1
            && written == bytes.count
    }

    var earlyData: EarlyDataAnswer {
        switch unsafe SSL_get_early_data_status(pointer) {
        case SSL_EARLY_DATA_ACCEPTED: .accepted
        case SSL_EARLY_DATA_REJECTED: .rejected
        default: .notSent
        }
    }

    /// 32 bytes once a ServerHello came.
    var serverRandom: [UInt8] {
        var random = [UInt8](repeating: 0, count: 32)
        let count = unsafe SSL_get_server_random(pointer, &random, random.count)
        return Array(random.prefix(count))
    }
}
