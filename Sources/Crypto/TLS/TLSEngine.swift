// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// An SSL between two BIOs in memory: the machine that clients and servers share.
@safe
struct TLSEngine: ~Copyable, Sendable {
    private let session: OwnedObject
    private var failure: TLSFailure?
    private(set) var isEstablished = false

    var pointer: OpaquePointer { unsafe session.pointer }

    init(_ context: borrowing OwnedObject) throws(CryptoError) {
        ErrorQueue.clear()
        let made = unsafe OwnedObject(SSL_new(context.pointer)) { unsafe SSL_free($0) }
        guard let session = consume made else { throw CryptoError(.openSession) }
        let input = unsafe BIO_new(BIO_s_mem())
        let output = unsafe BIO_new(BIO_s_mem())
        guard unsafe input != nil, unsafe output != nil else {
            unsafe BIO_free_all(input)
            unsafe BIO_free_all(output)
            throw CryptoError(.openSession)
        }
        // The session owns both from here on.
        unsafe SSL_set_bio(session.pointer, input, output)
        self.session = session
    }

    mutating func receive(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, failure == nil else { return }
        let input = unsafe SSL_get_rbio(pointer)
        guard let count = Int32(exactly: bytes.count), unsafe BIO_write(input, bytes, count) == count else {
            failure = TLSFailure(reason: "too many bytes at once", alert: nil)
            return
        }
    }

    mutating func step() -> TLSStep {
        if let failure { return .failed(failure) }
        if isEstablished { return .established }
        ErrorQueue.clear()
        let result = unsafe SSL_do_handshake(pointer)
        if result == 1 {
            isEstablished = true
            return .established
        }
        let error = unsafe SSL_get_error(pointer, result)
        if error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE { return .wantsInput }
        return .failed(fail())
    }

    func takeOutput() -> [UInt8] {
        guard let output = unsafe SSL_get_wbio(pointer) else { return [] }
        return drainBIO(output)
    }

    /// Encrypts application data; what was encrypted lies in the output.
    mutating func write(_ bytes: [UInt8]) -> TLSStep {
        guard isEstablished, failure == nil else { return step() }
        guard !bytes.isEmpty else { return .established }
        ErrorQueue.clear()
        // Memory takes all that is written, so there is no partial write.
        guard let count = Int32(exactly: bytes.count), unsafe SSL_write(pointer, bytes, count) == count
        else { return .failed(fail()) }
        return .established
    }

    /// Decrypts what one record holds, at most 16 KiB.
    mutating func read() -> TLSRead {
        if let failure { return .failed(failure) }
        guard isEstablished else { return .wantsInput }
        ErrorQueue.clear()
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe SSL_read(pointer, &buffer, Int32(buffer.count))
        if count > 0 { return .bytes(Array(buffer.prefix(Int(count)))) }
        switch unsafe SSL_get_error(pointer, count) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wantsInput
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: return .failed(fail())
        }
    }

    mutating func renegotiate() -> Bool {
        guard isEstablished, failure == nil else { return false }
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        return unsafe SSL_renegotiate(pointer) == 1
    }

    var isRenegotiating: Bool {
        unsafe isEstablished && (SSL_renegotiate_pending(pointer) != 0 || SSL_in_init(pointer) != 0)
    }

    var isResuming: Bool { unsafe SSL_session_reused(pointer) == 1 }

    /// Writes a close_notify alert.
    mutating func close() {
        guard isEstablished, failure == nil else { return }
        ErrorQueue.clear()
        _ = unsafe SSL_shutdown(pointer)
        ErrorQueue.clear()
    }

    private mutating func fail() -> TLSFailure {
        let content = ErrorQueue.take()
        let failure = TLSFailure(reason: content.reason, alert: content.alert)
        self.failure = failure
        return failure
    }
}
