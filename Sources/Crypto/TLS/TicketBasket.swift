// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Every ticket that one connection's server gave, in order; OpenSSL's sessions hold the newest alone.
@safe
struct TicketBasket: ~Copyable, @unchecked Sendable {
    private let pointer: UnsafeMutablePointer<[[UInt8]]>

    init() {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: [])
    }

    deinit {
        unsafe pointer.deinitialize(count: 1)
        unsafe pointer.deallocate()
    }

    var tickets: [[UInt8]] { unsafe pointer.pointee }

    /// Takes what the engine's server gives; the engine must not outlive the basket.
    func attach(to engine: borrowing TLSEngine) throws(CryptoError) {
        guard unsafe shim_SSL_set_app_data(engine.pointer, pointer) == 1 else {
            throw CryptoError(.openSession)
        }
    }

    /// Makes the connections of a client fill their baskets.
    static func prepare(_ context: borrowing OwnedObject) {
        unsafe shim_SSL_CTX_tell_new_sessions(context.pointer) { connection, session in
            let tickets = unsafe shim_SSL_get_app_data(connection)?.assumingMemoryBound(to: [[UInt8]].self)
            let ticket = unsafe ticketBytes(session)
            if !ticket.isEmpty { unsafe tickets?.pointee.append(ticket) }
            return 0
        }
    }
}

/// The ticket of a session; empty where it has none.
func ticketBytes(_ session: OpaquePointer?) -> [UInt8] {
    guard let session = unsafe session else { return [] }
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    unsafe SSL_SESSION_get0_ticket(session, &bytes, &count)
    guard let bytes = unsafe bytes, count > 0 else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
}
