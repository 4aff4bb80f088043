// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// A zlib stream that says how long it unfolds to, in its first two bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard bytes.count >= 2 else { return 0 }
    let count = Int(bytes[0]) << 8 | Int(bytes[1])
    if let unfolded = try? Zlib.inflate(Array(bytes.dropFirst(2)), count: count) {
        precondition(unfolded.count == count, "of another length than asked for")
    }
    return 0
}
