// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation

import Inflation

/// Compressed bytes, or what pretends to be: never more than the bound comes out.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    for limit in [0, 1, 100, 100_000] {
        precondition(Inflation.inflate(bytes, .gzip, limit: limit).bytes.count <= limit)
        precondition(Inflation.inflate(bytes, .deflate, limit: limit).bytes.count <= limit)
    }
    return 0
}
