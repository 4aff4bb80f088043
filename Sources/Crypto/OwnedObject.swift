// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Owns one object of OpenSSL and frees it at the end of its life; the only owner there is.
@safe
struct OwnedObject: ~Copyable {
    typealias Free = @convention(c) (OpaquePointer?) -> Void

    let pointer: OpaquePointer
    private let free: Free

    /// Nil where OpenSSL returned none.
    init?(_ pointer: OpaquePointer?, _ free: Free) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    deinit { unsafe free(pointer) }
}

extension OwnedObject {
    /// An empty BIO that grows in memory; reading from it when empty asks for a retry, not for the end.
    static func memory() -> OwnedObject? {
        unsafe OwnedObject(BIO_new(BIO_s_mem())) { unsafe BIO_free_all($0) }
    }

    /// A read-only BIO over a copy of the bytes.
    static func memory(_ bytes: [UInt8]) -> OwnedObject? {
        guard let bio = memory(), bio.write(bytes) else { return nil }
        return bio
    }

    /// Appends to a BIO in memory.
    func write(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return true }
        guard let count = Int32(exactly: bytes.count) else { return false }
        return unsafe BIO_write(pointer, bytes, count) == count
    }

    /// All that a BIO in memory holds, and empties it.
    func drain() -> [UInt8] { unsafe drainBIO(pointer) }
}

/// All that a BIO in memory holds, and empties it.
@safe
func drainBIO(_ bio: OpaquePointer) -> [UInt8] {
    let pending = unsafe shim_BIO_pending(bio)
    guard pending > 0, let limit = Int32(exactly: pending) else { return [] }
    var bytes = [UInt8](repeating: 0, count: pending)
    let read = unsafe BIO_read(bio, &bytes, limit)
    if read < limit { bytes.removeLast(pending - max(0, Int(read))) }
    return bytes
}

typealias Encoder = (OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32

/// What a function of the `i2d_` family writes for an object; empty where there is none.
@safe
func encodeDER(_ object: OpaquePointer?, _ encode: Encoder) -> [UInt8] {
    guard unsafe object != nil else { return [] }
    let length = unsafe Int(encode(object, nil))
    guard length > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: length)
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        var cursor = buffer.baseAddress
        _ = unsafe encode(object, &cursor)
    }
    return bytes
}

typealias Decoder =
    (UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int) ->
    OpaquePointer?

/// Reads an object by a function of the `d2i_` family; nil where it fails or leaves bytes over.
@safe
func decodeDER(_ bytes: [UInt8], _ decode: Decoder, _ free: OwnedObject.Free) -> OwnedObject? {
    var isWhole = false
    let object = unsafe bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
        guard let start = buffer.baseAddress else { return nil }
        var cursor: UnsafePointer<UInt8>? = unsafe start
        let object = unsafe decode(nil, &cursor, buffer.count)
        isWhole = unsafe cursor == start + buffer.count
        return unsafe object
    }
    guard let owned = unsafe OwnedObject(object, free), isWhole else { return nil }
    return owned
}

// One owner at a time may go to another thread; an owner that is shared holds an object that locks itself
// (X509_STORE) or is not changed any more (SSL_CTX).
extension OwnedObject: @unchecked Sendable {}
