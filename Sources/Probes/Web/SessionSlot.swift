// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Synchronization

/// The newest session with one peer, which the next connection offers to resume: a shorter handshake for both ends.
final class SessionSlot: Sendable {
    private let newest: Mutex<TLSSession?>

    init(_ session: TLSSession? = nil) { newest = Mutex(session) }

    /// Leaves none behind, so that each is offered once (RFC 8446 appendix C.4); nil for none.
    func take() -> TLSSession? {
        newest.withLock { newest in
            defer { newest = nil }
            return newest
        }
    }

    /// Nil changes nothing.
    func put(_ session: TLSSession?) {
        guard let session else { return }
        newest.withLock { $0 = session }
    }
}
