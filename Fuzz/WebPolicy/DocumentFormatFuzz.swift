// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// A document of any bytes, read as each kind.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    _ = DocumentFormat(path: String(decoding: bytes.prefix(300), as: UTF8.self))
    for format in DocumentFormat.allCases {
        // Any bytes after the beginning of its kind.
        let beginnings: [[UInt8]] = [
            [], Array("%PDF-1.7\n".utf8), [0x50, 0x4B, 3, 4], [0xFF, 0xD8, 0xFF, 0xE1],
        ]
        for beginning in beginnings {
            let first = format.traces(in: beginning + bytes)
            precondition(first == format.traces(in: beginning + bytes))
        }
    }
    return 0
}
