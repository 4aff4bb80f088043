// SPDX-License-Identifier: Apache-2.0
internal import CZlib

/// Decompresses what `gzip` and `deflate` made (RFC 1950 to 1952), up to a bound.
package enum Inflation {
    package enum Format: Sendable {
        case gzip
        /// zlib's wrapping, or bare deflate as some servers send it (RFC 9110 §8.4.1.2).
        case deflate
    }

    /// How decompression ended.
    package enum End: Hashable, Sendable {
        case complete
        /// There is more than the bound allows.
        case limit
        /// The input ends too early.
        case cutShort
        case damaged
    }

    package struct Result: Hashable, Sendable {
        package let bytes: [UInt8]
        package let end: End
    }

    /// At most `limit` bytes come out, however many the input holds.
    package static func inflate(_ input: [UInt8], _ format: Format, limit: Int) -> Result {
        switch format {
        case .gzip: return run(input, windowBits: 15 + 16, limit: limit)
        case .deflate:
            let wrapped = run(input, windowBits: 15, limit: limit)
            guard wrapped.end == .damaged, wrapped.bytes.isEmpty else { return wrapped }
            return run(input, windowBits: -15, limit: limit)
        }
    }

    private static func run(_ input: [UInt8], windowBits: Int32, limit: Int) -> Result {
        var stream = unsafe z_stream()
        guard let count = UInt32(exactly: input.count),
            unsafe shim_inflateInit2(&stream, windowBits) == Z_OK
        else { return Result(bytes: [], end: .damaged) }
        defer { unsafe inflateEnd(&stream) }
        var input = input
        return unsafe input.withUnsafeMutableBufferPointer { buffer in
            unsafe stream.next_in = buffer.baseAddress
            unsafe stream.avail_in = count
            return unsafe drain(&stream, isGzip: windowBits > 15, limit: max(0, limit))
        }
    }

    private static func drain(_ stream: inout z_stream, isGzip: Bool, limit: Int) -> Result {
        var bytes: [UInt8] = []
        var window = [UInt8](repeating: 0, count: 16_384)
        while true {
            let status = unsafe window.withUnsafeMutableBufferPointer { room in
                unsafe stream.next_out = room.baseAddress
                unsafe stream.avail_out = UInt32(room.count)
                return unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            }
            let made = unsafe window.count - Int(stream.avail_out)
            guard bytes.count + made <= limit else {
                bytes += window.prefix(limit - bytes.count)
                return Result(bytes: bytes, end: .limit)
            }
            bytes += window.prefix(made)
            switch status {
            case Z_STREAM_END:
                // A gzip file may have several members (RFC 1952 §2.2); what else follows is no content.
                guard isGzip, unsafe stream.avail_in > 0, unsafe stream.next_in.pointee == 0x1F,
                    unsafe inflateReset(&stream) == Z_OK
                else { return Result(bytes: bytes, end: .complete) }
            case Z_OK where made > 0: continue
            case Z_OK, Z_BUF_ERROR: return Result(bytes: bytes, end: .cutShort)
            default: return Result(bytes: bytes, end: .damaged)
            }
        }
    }
}
