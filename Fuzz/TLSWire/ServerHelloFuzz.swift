// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// The body of a ServerHello, and the same bytes as EncryptedExtensions.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let body = UnsafeBufferPointer(start: data, count: size)
    if let hello = try? ServerHello(body: body) {
        precondition(hello.random.count == 32 && hello.sessionID.count <= 32)
        precondition(
            hello.content.malformed.allSatisfy(hello.has),
            "a fault in an extension that is not there"
        )
        _ = hello.downgradeSentinel
    }
    _ = try? EncryptedExtensions(body: body)
    return 0
}
